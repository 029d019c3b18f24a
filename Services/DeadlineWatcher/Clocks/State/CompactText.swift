import Contracts

/// Writes rows of cells as text, a tab after each cell and a line break after each row: a case's state is coded for
/// every fact, and JSON costs ten times as much.
struct CompactWriter {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(1024) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func cell(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            if utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x5C }) {
                for byte in utf8 { escape(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(0x09)
    }

    mutating func cell(_ number: some FixedWidthInteger) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = UInt64(number.magnitude)
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
        bytes.append(0x09)
    }

    /// An absent value is an empty cell.
    mutating func cell(_ value: String?) {
        if let value { cell(value) } else { bytes.append(0x09) }
    }

    mutating func cell(_ instant: Instant?) {
        if let instant { cell(instant.milliseconds) } else { bytes.append(0x09) }
    }

    mutating func endRow() { bytes.append(0x0A) }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
        case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
        case 0x5C: bytes += [0x5C, 0x5C]
        default: bytes.append(byte)
        }
    }
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
        let isNegative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var number: Number = 0
        let first = at
        while at < bytes.count, bytes[at] != 0x09 {
            guard let digit = Number(exactly: Int(bytes[at]) - 0x30), (0...9).contains(digit) else {
                throw BrokenState(what: "a number is none, at byte \(place)")
            }
            let (tenfold, isTooBig) = number.multipliedReportingOverflow(by: 10)
            let (sum, isStillTooBig) =
                isNegative
                ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
            guard !isTooBig, !isStillTooBig else { throw BrokenState(what: "a number is too big, at byte \(place)") }
            number = sum
            at += 1
        }
        guard at > first, at < bytes.count else { throw BrokenState(what: "a number is missing, at byte \(place)") }
        at += 1
        return number
    }

    mutating func instant() throws(BrokenState) -> Instant { Instant(milliseconds: try number(Int64.self)) }

    mutating func optionalInstant() throws(BrokenState) -> Instant? {
        if at < bytes.count, bytes[at] == 0x09 {
            at += 1
            return nil
        }
        return try instant()
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
