/// Comma-separated text as of RFC 4180: quoted fields, doubled quotes, LF or CRLF, an optional byte order mark.
public enum CommaSeparatedText {
    /// One record and the line on which it begins, counted from 1.
    public struct Record: Hashable, Sendable {
        public let line: Int
        public let fields: [String]
    }

    /// All records of `text`; lines without any character are left out.
    ///
    /// - Throws: `CalendarFileError` where a quote is left open or stands inside an unquoted field.
    public static func records(in text: String) throws(CalendarFileError) -> [Record] {
        var reader = CommaSeparatedReader(text)
        var records: [Record] = []
        while let record = try reader.next() {
            if record.fields != [""] { records.append(record) }
        }
        return records
    }
}

private struct CommaSeparatedReader {
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private let bytes: [UInt8]
    private var at = 0
    private var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func next() throws(CalendarFileError) -> CommaSeparatedText.Record? {
        guard at < bytes.count else { return nil }
        let first = line
        var fields: [String] = []
        repeat {
            let field = try bytes[safe: at] == Self.quote ? quoted(fields.count + 1) : plain(fields.count + 1)
            fields.append(field)
        } while skip(Self.comma)
        endLine()
        return CommaSeparatedText.Record(line: first, fields: fields)
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard bytes[safe: at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func endLine() {
        _ = skip(Self.carriageReturn)
        if skip(Self.lineFeed) { line += 1 }
    }

    private var isAtFieldEnd: Bool {
        guard let byte = bytes[safe: at] else { return true }
        if byte == Self.carriageReturn { return bytes[safe: at + 1].map { $0 == Self.lineFeed } ?? true }
        return byte == Self.comma || byte == Self.lineFeed
    }

    private mutating func plain(_ column: Int) throws(CalendarFileError) -> String {
        let start = at
        while !isAtFieldEnd {
            guard bytes[at] != Self.quote else {
                throw CalendarFileError(line: line, column: "\(column)", reason: "a quote inside an unquoted field")
            }
            at += 1
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func quoted(_ column: Int) throws(CalendarFileError) -> String {
        let first = line
        var field: [UInt8] = []
        at += 1
        while let byte = bytes[safe: at] {
            at += 1
            if byte == Self.lineFeed { line += 1 }
            if byte != Self.quote {
                field.append(byte)
            } else if skip(Self.quote) {
                field.append(Self.quote)
            } else if isAtFieldEnd {
                return String(decoding: field, as: UTF8.self)
            } else {
                throw CalendarFileError(line: line, column: "\(column)", reason: "text after the closing quote")
            }
        }
        throw CalendarFileError(line: first, column: "\(column)", reason: "a quote is never closed")
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { index < count ? self[index] : nil }
}
