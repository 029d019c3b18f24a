/// Blanks out comments and the text of string literals, so that a rule about code does not stumble over prose.
///
/// Lines stay where they are. What stands in an interpolation is code and stays.
struct CodeOnly {
    private let source: [UInt8]
    private var position = 0
    private var output: [UInt8] = []

    static func of(_ text: String) -> String {
        var reader = CodeOnly(source: Array(text.utf8))
        reader.output.reserveCapacity(reader.source.count)
        while reader.position < reader.source.count { reader.code(untilParenthesis: false) }
        return String(decoding: reader.output, as: UTF8.self)
    }

    private init(source: [UInt8]) { self.source = source }

    private func sees(_ text: StaticString) -> Bool {
        source[position...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func keep(_ count: Int = 1) {
        let end = min(position + count, source.count)
        output += source[position..<end]
        position = end
    }

    private mutating func blank(_ count: Int = 1) {
        for byte in source[position..<min(position + count, source.count)] {
            output.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
        }
        position = min(position + count, source.count)
    }

    /// Reads code to the end, or to the parenthesis that ends an interpolation.
    private mutating func code(untilParenthesis: Bool) {
        var depth = 0
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "/") where sees("//"): lineComment()
            case UInt8(ascii: "/") where sees("/*"): blockComment()
            case UInt8(ascii: "\""): string(pounds: 0)
            case UInt8(ascii: "#"): pound()
            case UInt8(ascii: "("):
                depth += 1
                keep()
            case UInt8(ascii: ")"):
                depth -= 1
                if untilParenthesis, depth < 0 { return keep() }
                keep()
            default: keep()
            }
        }
    }

    private mutating func lineComment() {
        while position < source.count, source[position] != UInt8(ascii: "\n") { blank() }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if sees("/*") {
                depth += 1
                blank(2)
            } else if sees("*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && position < source.count
    }

    private mutating func pound() {
        let count = source[position...].prefix { $0 == UInt8(ascii: "#") }.count
        keep(count)
        if position < source.count, source[position] == UInt8(ascii: "\"") { string(pounds: count) }
    }

    private mutating func string(pounds: Int) {
        let quotes = sees("\"\"\"") ? 3 : 1
        keep(quotes)
        let hashes = [UInt8](repeating: UInt8(ascii: "#"), count: pounds)
        let end = [UInt8](repeating: UInt8(ascii: "\""), count: quotes) + hashes
        let escape = [UInt8(ascii: "\\")] + hashes
        while position < source.count {
            if source[position...].starts(with: end) { return keep(end.count) }
            if quotes == 1, source[position] == UInt8(ascii: "\n") { return }
            if source[position...].starts(with: escape + [UInt8(ascii: "(")]) {
                keep(escape.count + 1)
                code(untilParenthesis: true)
            } else if source[position...].starts(with: escape) {
                blank(escape.count + 1)
            } else {
                blank()
            }
        }
    }
}
