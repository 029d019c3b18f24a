import FoundationEssentials

extension String: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws {
        self = sqlText.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

extension Int: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws { self = try decodeInteger(sqlText) }
}

extension Int16: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws { self = try decodeInteger(sqlText) }
}

extension Int32: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws { self = try decodeInteger(sqlText) }
}

extension Int64: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws { self = try decodeInteger(sqlText) }
}

extension Bool: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws {
        guard sqlText.count == 1, sqlText[0] == UInt8(ascii: "t") || sqlText[0] == UInt8(ascii: "f") else {
            throw NotDecodable("Bool")
        }
        self = sqlText[0] == UInt8(ascii: "t")
    }
}

extension Double: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws {
        guard let value = Double(try String(sqlText: sqlText)) else { throw NotDecodable("Double") }
        self = value
    }
}

extension UUID: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws {
        guard let value = UUID(uuidString: try String(sqlText: sqlText)) else { throw NotDecodable("UUID") }
        self = value
    }
}

/// Decodable so that `[UInt8]` is: an array of bytes is a `bytea`.
extension UInt8: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws { self = try decodeInteger(sqlText) }

    public static func decodeElements(sqlText: Span<UInt8>) throws -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(of: sqlText) else { throw NotDecodable("bytea") }
        return bytes
    }
}

extension Data: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws { self = Data(try UInt8.decodeElements(sqlText: sqlText)) }
}

private func decodeInteger<I: FixedWidthInteger>(_ text: Span<UInt8>) throws -> I {
    let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
    guard text.count > (isNegative ? 1 : 0) else { throw NotDecodable("\(I.self)") }
    var value: I = 0
    for index in (isNegative ? 1 : 0)..<text.count {
        guard let digit = I(exactly: Int(text[index]) - Int(UInt8(ascii: "0"))), digit >= 0, digit <= 9 else {
            throw NotDecodable("\(I.self)")
        }
        let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflow) =
            isNegative ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
        guard !isTooLarge, !overflow else { throw NotDecodable("\(I.self)") }
        value = sum
    }
    return value
}
