/// PostgreSQL's text form of a one-dimensional array: `{"a","b,c",NULL}`.
enum ArrayLiteral {
    /// - Parameter text: an element's text form, or nil for NULL.
    static func text<Element>(of elements: [Element], _ text: (Element) -> String?) -> String {
        var literal: [UInt8] = []
        literal.reserveCapacity(2 + 64 * elements.count)
        literal.append(UInt8(ascii: "{"))
        for element in elements {
            if literal.count > 1 { literal.append(UInt8(ascii: ",")) }
            if var value = text(element) {
                value.withUTF8 { append($0, to: &literal) }
            } else {
                literal.append(contentsOf: "NULL".utf8)
            }
        }
        literal.append(UInt8(ascii: "}"))
        return String(decoding: literal, as: UTF8.self)
    }

    /// Quoted always: an empty text, the word NULL, braces and commas would mean something else bare.
    /// By bytes and in runs: a batch of events is a megabyte of JSON, every name in it between quotes.
    private static func append(_ value: UnsafeBufferPointer<UInt8>, to literal: inout [UInt8]) {
        literal.append(UInt8(ascii: "\""))
        var start = 0
        for index in 0..<value.count where needsEscape(value[index]) {
            literal.append(contentsOf: UnsafeBufferPointer(rebasing: value[start..<index]))
            literal.append(UInt8(ascii: "\\"))
            start = index
        }
        literal.append(contentsOf: UnsafeBufferPointer(rebasing: value[start...]))
        literal.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// - Parameter element: takes an element's text form, or nil for NULL.
    static func parse(_ text: Span<UInt8>, element: (Span<UInt8>?) throws -> Void) throws {
        let end = text.count - 1
        guard end >= 1, text[0] == UInt8(ascii: "{"), text[end] == UInt8(ascii: "}") else { throw NotAnArray() }
        var position = 1
        while position < end {
            if text[position] == UInt8(ascii: "\"") {
                position = try parseQuoted(text, from: position + 1, element)
            } else {
                position = try parseBare(text, from: position, element)
            }
            guard position == end || text[position] == UInt8(ascii: ",") else { throw NotAnArray() }
            position += 1
        }
    }

    /// - Returns: the position behind the closing quote.
    private static func parseQuoted(
        _ text: Span<UInt8>, from start: Int, _ element: (Span<UInt8>?) throws -> Void
    ) throws -> Int {
        var position = start
        var unescaped: [UInt8]?
        while position < text.count - 1, text[position] != UInt8(ascii: "\"") {
            if text[position] == UInt8(ascii: "\\") {
                if unescaped == nil { unescaped = (start..<position).map { text[$0] } }
                position += 1
            }
            unescaped?.append(text[position])
            position += 1
        }
        if let unescaped {
            try element(unescaped.span)
        } else {
            try element(text.extracting(start..<position))
        }
        return position + 1
    }

    /// - Returns: the position of the comma or the closing brace.
    private static func parseBare(
        _ text: Span<UInt8>, from start: Int, _ element: (Span<UInt8>?) throws -> Void
    ) throws -> Int {
        var position = start
        while position < text.count - 1, text[position] != UInt8(ascii: ",") {
            guard text[position] != UInt8(ascii: "{") else { throw NotAnArray() }  // more than one dimension
            position += 1
        }
        let value = text.extracting(start..<position)
        try element(isNull(value) ? nil : value)
        return position
    }

    private static func isNull(_ value: Span<UInt8>) -> Bool {
        value.count == 4 && value[0] == UInt8(ascii: "N") && value[1] == UInt8(ascii: "U")
            && value[2] == UInt8(ascii: "L") && value[3] == UInt8(ascii: "L")
    }

    struct NotAnArray: Error, CustomStringConvertible {
        var description: String { "not a one-dimensional array" }
    }
}
