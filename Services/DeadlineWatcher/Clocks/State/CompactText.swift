/// Writes rows of cells as text, a tab after each cell and a line break after each row: a case's state is coded for
/// every fact, and JSON costs ten times as much.
struct CompactWriter {
    private(set) var text = ""

    mutating func cell(_ value: String) {
        if value.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C }) {
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\\": text += "\\\\"
                case "\t": text += "\\t"
                case "\n": text += "\\n"
                default: text.unicodeScalars.append(scalar)
                }
            }
        } else {
            text += value
        }
        text += "\t"
    }

    mutating func cell(_ number: some BinaryInteger) {
        text += String(number)
        text += "\t"
    }

    /// An absent value is an empty cell.
    mutating func cell(_ value: String?) { cell(value ?? "") }

    mutating func endRow() { text += "\n" }
}

/// The stored state of a case is not what this version writes.
public struct BrokenState: Error, Hashable, Sendable, CustomStringConvertible {
    public let what: String

    public var description: String { "stored clock state cannot be read: \(what)" }
}

/// Reads what `CompactWriter` has written.
struct CompactReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { at >= bytes.count }

    var isAtEndOfRow: Bool { at < bytes.count && bytes[at] == 0x0A }

    mutating func endRow() throws(BrokenState) {
        guard isAtEndOfRow else { throw BrokenState(what: "a row is too long, at byte \(at)") }
        at += 1
    }

    mutating func text() throws(BrokenState) -> String {
        let start = at
        var isEscaped = false
        while at < bytes.count, bytes[at] != 0x09 {
            guard bytes[at] != 0x0A else { throw BrokenState(what: "a row is too short, at byte \(at)") }
            if bytes[at] == 0x5C { isEscaped = true }
            at += 1
        }
        guard at < bytes.count else { throw BrokenState(what: "it is cut off") }
        defer { at += 1 }
        let cell = bytes[start..<at]
        return isEscaped ? Self.unescape(cell) : String(decoding: cell, as: UTF8.self)
    }

    mutating func optional() throws(BrokenState) -> String? {
        let cell = try text()
        return cell.isEmpty ? nil : cell
    }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(BrokenState) -> Number {
        let place = at
        let cell = try text()
        guard let number = Number(cell) else { throw BrokenState(what: "a number is none, at byte \(place)") }
        return number
    }

    mutating func optionalNumber() throws(BrokenState) -> Int64? {
        guard let cell = try optional() else { return nil }
        guard let number = Int64(cell) else { throw BrokenState(what: "a number is none, before byte \(at)") }
        return number
    }

    mutating func name<Name: RawRepresentable<String>>(_: Name.Type = Name.self) throws(BrokenState) -> Name {
        let cell = try text()
        guard let name = Name(rawValue: cell) else { throw BrokenState(what: "a name is unknown, before byte \(at)") }
        return name
    }

    private static func unescape(_ cell: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var isEscape = false
        for byte in cell {
            if isEscape {
                result.append(byte == UInt8(ascii: "t") ? 0x09 : byte == UInt8(ascii: "n") ? 0x0A : byte)
                isEscape = false
            } else if byte == 0x5C {
                isEscape = true
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
