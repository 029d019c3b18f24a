extension Node {
    /// Reads one YAML document.
    ///
    /// Refused with line and column: what is not YAML or not UTF-8, a second document, a key that comes twice or is
    /// not a plain text, anchors and aliases (a few lines of them grow to gigabytes), tags, and what exceeds `limits`.
    public static func parse(
        _ bytes: [UInt8], file: String, limits: YAMLLimits = YAMLLimits()
    ) throws(YAMLError) -> Node {
        guard bytes.count <= limits.bytes else {
            throw YAMLError(
                file: file, mark: Mark(line: 1, column: 1),
                reason: "is \(bytes.count) bytes long; at most \(limits.bytes) are read")
        }
        let stream = try EventStream(bytes: bytes, file: file)
        var tree = TreeBuilder(stream: stream, limits: limits)
        return try tree.document()
    }

    /// Reads one YAML document; see `parse(_:file:limits:)` for bytes.
    public static func parse(
        _ text: String, file: String, limits: YAMLLimits = YAMLLimits()
    ) throws(YAMLError) -> Node {
        try parse(Array(text.utf8), file: file, limits: limits)
    }
}
