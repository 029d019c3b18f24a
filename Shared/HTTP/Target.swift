/// A request target in origin form, taken apart: `/path?query` (RFC 9112, section 3.2.1).
///
/// Refused: what is not UTF-8 once decoded, what is not normal (`//`, `/./`, `/../`, also encoded), an encoded
/// slash or control character, and any other form. A path has one spelling, so a rule about it cannot be walked past.
struct Target {
    let path: String
    let segments: [String]
    let query: [String: String]

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(Problem) {
        guard bytes.first == UInt8(ascii: "/") else { throw Self.refused("must begin with a slash") }
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        let path = UnsafeBufferPointer(rebasing: bytes[..<end])
        self.segments = try Self.segments(of: path)
        self.path = String(decoding: path, as: UTF8.self)
        self.query =
            end == bytes.endIndex ? [:] : try Form.single(UnsafeBufferPointer(rebasing: bytes[(end + 1)...]))
    }

    private static func segments(of path: UnsafeBufferPointer<UInt8>) throws(Problem) -> [String] {
        guard path.count > 1 else { return [] }
        var segments: [String] = []
        var start = 1
        while start <= path.count {
            var end = start
            while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
            let segment = try decode(UnsafeBufferPointer(rebasing: path[start..<end]))
            guard !segment.isEmpty || end == path.count else { throw refused("must not hold an empty segment") }
            guard segment != ".", segment != ".." else { throw refused("must be normal") }
            segments.append(segment)
            start = end + 1
        }
        return segments
    }

    private static func decode(_ segment: UnsafeBufferPointer<UInt8>) throws(Problem) -> String {
        guard segment.allSatisfy({ pathCharacters[Int($0)] }) else {
            throw refused("must be percent-encoded")
        }
        guard segment.contains(UInt8(ascii: "%")) else { return String(decoding: segment, as: UTF8.self) }
        guard let decoded = PercentCoding.decode(segment) else { throw refused("is not percent-encoded correctly") }
        guard decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") }) else {
            throw refused("must not hold an encoded slash or control character")
        }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw refused("must be UTF-8") }
        return text
    }

    private static func refused(_ reason: String) -> Problem {
        Problem(400, "The request's path was refused", detail: "The path \(reason).")
    }

    /// RFC 3986: pchar, with the percent sign.
    private static let pathCharacters: [Bool] = {
        let others = Set("-._~!$&'()*+,;=:@%".utf8)
        return (0...255).map { FieldSyntax.isAlphanumeric(UInt8($0)) || others.contains(UInt8($0)) }
    }()
}
