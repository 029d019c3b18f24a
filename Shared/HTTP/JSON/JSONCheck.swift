/// What must hold of a body before a JSON parser is trusted with it: UTF-8, bounded nesting, and no name twice in
/// one object (RFC 8259, section 4: software differs in which of the two it takes).
///
/// The grammar is left to the parser. One pass; it stops early on text that is no JSON, which the parser then refuses.
struct JSONCheck {
    static let maximumDepth = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    /// One entry for each open bracket; nil for an array.
    private var open: [SeenNames?] = []

    static func check(_ body: [UInt8]) throws(Problem) {
        let found: Problem? = body.withUnsafeBufferPointer { bytes in
            guard isUTF8(body) else { return Problem(400, "The body is not UTF-8") }
            var check = JSONCheck(bytes)
            return check.run()
        }
        if let found { throw found }
    }

    private static func isUTF8(_ body: [UInt8]) -> Bool {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: body.span)
            return true
        } catch {
            return false
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private mutating func run() -> Problem? {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"): open.append(SeenNames())
            case UInt8(ascii: "["): open.append(.none)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard open.popLast() != nil else { return nil }
            case UInt8(ascii: "\""):
                guard let problem = string() else { break }
                return problem
            default: break
            }
            guard open.count <= Self.maximumDepth else {
                return Problem(400, "The body is nested too deeply", detail: "At most \(Self.maximumDepth) levels.")
            }
            index += 1
        }
        return nil
    }

    /// Leaves `index` at the closing quote, or at the end.
    private mutating func string() -> Problem? {
        let start = index + 1
        var escaped = false
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") {
                escaped = true
                index += 1
            }
            index += 1
        }
        guard index < bytes.count, let last = open.indices.last, open[last] != nil, colonFollows() else { return nil }
        let name = start..<index
        guard open[last]?.insert(name, escaped: escaped, in: bytes) == false else { return nil }
        return Problem(
            400, "The body names a field twice",
            errors: [Field(String(decoding: bytes[name], as: UTF8.self), "is given more than once")])
    }

    private typealias Field = Problem.Field

    private func colonFollows() -> Bool {
        var next = index + 1
        while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) { next += 1 }
        return next < bytes.count && bytes[next] == UInt8(ascii: ":")
    }
}
