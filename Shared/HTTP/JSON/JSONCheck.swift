/// Reads a body as RFC 8259 has it before a decoder is trusted with it: UTF-8, the grammar, bounded nesting, and no
/// name twice in one object (section 4: software differs in which of the two it takes).
///
/// Foundation's decoder says of malformed text only that it is malformed; this says where.
struct JSONCheck {
    static let maximumDepth = 64
    /// How much of a path is told, in Unicode scalars: the names in it are the caller's, and as long as he likes.
    static let longestPath = 200

    /// A number of the document, with the path that names it, at most ``longestPath`` long.
    struct Number {
        let path: String
        let range: Range<Int>
    }

    private enum Step {
        case name(Range<Int>)
        case index(Int)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var depth = 0
    /// How many numbers to collect; 0 when only the grammar counts.
    private let wanted: Int
    private var steps: [Step] = []
    private var numbers: [Number] = []

    static func check(_ body: [UInt8]) throws(Problem) {
        try Self.checkUTF8(body)
        _ = try read(body, wanted: 0)
    }

    /// The first numbers of a document that was checked, `most` and no more: a path is kept for each of them.
    static func numbers(in body: [UInt8], atMost most: Int) throws(Problem) -> [Number] {
        try read(body, wanted: most)
    }

    private static func read(_ body: [UInt8], wanted: Int) throws(Problem) -> [Number] {
        let read: Result<[Number], Problem> = body.withUnsafeBufferPointer { bytes in
            var check = JSONCheck(bytes: bytes, wanted: wanted)
            do throws(Problem) {
                try check.document()
                return .success(check.numbers)
            } catch {
                return .failure(error)
            }
        }
        return try read.get()
    }

    /// - Throws: a ``Problem`` that tells the first byte that is wrong.
    static func checkUTF8(_ body: [UInt8]) throws(Problem) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: body.span)
        } catch {
            let place = place(of: error.byteOffsets.lowerBound, in: body[...])
            throw .body("must be UTF-8", "The body is not UTF-8", detail: "\(place): no character.")
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, wanted: Int) {
        self.bytes = bytes
        self.wanted = wanted
    }

    // MARK: Grammar. Each leaves `index` behind what it read.

    private mutating func document() throws(Problem) {
        try value()
        skipSpace()
        guard index == bytes.count else { throw malformed("the document is over, but more follows") }
    }

    private mutating func value() throws(Problem) {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): try object()
        case UInt8(ascii: "["): try array()
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): try number()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: throw malformed("a value is expected")
        }
    }

    private mutating func object() throws(Problem) {
        try open()
        var seen = SeenNames()
        skipSpace()
        if take(UInt8(ascii: "}")) { return close() }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw malformed("a name in quotes is expected") }
            let (name, isEscaped) = try string()
            guard seen.insert(name, escaped: isEscaped, in: bytes) else { throw twice(name) }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw malformed("a colon is expected") }
            if wanted > 0 { steps.append(.name(name)) }
            try value()
            if wanted > 0 { steps.removeLast() }
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw malformed("a comma or a closing brace is expected") }
        close()
    }

    private mutating func array() throws(Problem) {
        try open()
        skipSpace()
        if take(UInt8(ascii: "]")) { return close() }
        var position = 0
        repeat {
            if wanted > 0 { steps.append(.index(position)) }
            try value()
            if wanted > 0 { steps.removeLast() }
            position += 1
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw malformed("a comma or a closing bracket is expected") }
        close()
    }

    /// - Returns: what is between the quotes, and whether it holds an escape.
    private mutating func string() throws(Problem) -> (Range<Int>, Bool) {
        let start = index + 1
        var isEscaped = false
        index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return (start..<(index - 1), isEscaped)
            case UInt8(ascii: "\\"):
                isEscaped = true
                try escape()
            case 0..<0x20: throw malformed("a control character in text must be escaped")
            default: index += 1
            }
        }
        throw malformed("a text is not closed")
    }

    private mutating func escape() throws(Problem) {
        index += 1
        guard let code = current else { throw malformed("a text is not closed") }
        guard code == UInt8(ascii: "u") else {
            guard Self.escapes.contains(code) else { throw malformed("an escape is not one") }
            index += 1
            return
        }
        index += 1
        let unit = try codeUnit()
        guard unit & 0xF800 == 0xD800 else { return }
        // UTF-16 in two escapes: a high surrogate and then a low one.
        guard unit < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), try codeUnit() & 0xFC00 == 0xDC00 else {
            throw malformed("an escape is half a character")
        }
    }

    private mutating func codeUnit() throws(Problem) -> UInt16 {
        let digits = bytes[min(index, bytes.count)..<min(index + 4, bytes.count)]
        guard digits.count == 4, digits.allSatisfy(Self.isHexadecimal) else { throw malformed("an escape is not one") }
        index += 4
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
    }

    private mutating func number() throws(Problem) {
        let start = index
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        if numbers.count < wanted { numbers.append(Number(path: path, range: start..<index)) }
    }

    private mutating func digits() throws(Problem) {
        guard let first = current, FieldSyntax.isDigit(first) else { throw malformed("a digit is expected") }
        while let next = current, FieldSyntax.isDigit(next) { index += 1 }
    }

    private mutating func word(_ word: StaticString) throws(Problem) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[offset] else { throw malformed("a value is expected") }
            index += 1
        }
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func open() throws(Problem) {
        index += 1
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw .body(
                "must have at most \(Self.maximumDepth) levels", "The body is nested too deeply",
                detail: "At most \(Self.maximumDepth) levels.")
        }
    }

    private mutating func close() { depth -= 1 }

    // MARK: What is said

    private func malformed(_ reason: String) -> Problem {
        let place = Self.place(of: index, in: bytes[...])
        return .body("must be valid JSON", "The body is not valid JSON", detail: "\(place): \(reason).")
    }

    /// `Line 3, byte 15`, both from 1; the byte counts within its line.
    private static func place<Bytes: RandomAccessCollection<UInt8>>(of index: Int, in bytes: Bytes) -> String
    where Bytes.Index == Int {
        let before = bytes[..<min(index, bytes.endIndex)]
        let line = before.count { $0 == 0x0A } + 1
        let column = before.count - (before.lastIndex { $0 == 0x0A }.map { $0 + 1 } ?? 0) + 1
        return "Line \(line), byte \(column)"
    }

    private func twice(_ name: Range<Int>) -> Problem {
        Problem(
            400, "The body names a field twice",
            errors: [Problem.Field(text(name), "is given more than once")])
    }

    private var path: String {
        let path: String = steps.reduce(into: "") { path, step in
            switch step {
            case .name(let name): path += path.isEmpty ? text(name) : "." + text(name)
            case .index(let index): path += "[\(index)]"
            }
        }
        return Self.cut(path)
    }

    private func text(_ name: Range<Int>) -> String {
        // A scalar has at most four bytes: if the last one here is torn, it is beyond what is told.
        let start = bytes[name].prefix(4 * (Self.longestPath + 1))
        return Self.cut(String(decoding: start, as: UTF8.self))
    }

    private static func cut(_ text: String) -> String {
        guard text.unicodeScalars.count > longestPath else { return text }
        return String(text.unicodeScalars.prefix(longestPath - 1)) + "…"
    }

    private static let escapes = Array(#""\/bfnrt"#.utf8)

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        FieldSyntax.isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
