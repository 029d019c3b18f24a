import FoundationEssentials

extension String: SQLBindable {
    public var sqlText: String { self }
}

extension Int: SQLBindable {
    public var sqlText: String { String(self) }
}

extension Int16: SQLBindable {
    public var sqlText: String { String(self) }
}

extension Int32: SQLBindable {
    public var sqlText: String { String(self) }
}

extension Int64: SQLBindable {
    public var sqlText: String { String(self) }
}

extension Bool: SQLBindable {
    public var sqlText: String { self ? "t" : "f" }
}

extension Double: SQLBindable {
    public var sqlText: String { description }
}

extension UUID: SQLBindable {
    public var sqlText: String { uuidString }
}

/// Bindable so that `[UInt8]` is: an array of bytes is a `bytea`.
extension UInt8: SQLBindable {
    public var sqlText: String { String(self) }

    public static func sqlText(of elements: [UInt8]) -> String { Hexadecimal.text(of: elements.span) }
}

extension Data: SQLBindable {
    public var sqlText: String { Hexadecimal.text(of: Array(self).span) }
}
