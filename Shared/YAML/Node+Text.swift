extension Node {
    /// A YAML text that reads back as this node, in flow style on one line.
    public var yaml: String {
        switch content {
        case .scalar(let text, let isQuoted): isNull ? "null" : isQuoted ? Self.quoted(text) : Self.written(text)
        case .sequence(let items): "[\(items.map(\.yaml).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\(Self.written($0.key)): \($0.value.yaml)" }.joined(separator: ", "))}"
        }
    }

    private static func written(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// Nothing that means anything in flow style.
    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789.-_~".unicodeScalars.contains($0) }
            && !text.hasPrefix("-")
    }

    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))\""
    }
}
