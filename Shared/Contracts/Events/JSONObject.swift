/// One JSON object on its way to bytes, for events that are recorded by the ten thousand a second: a tenth of the time
/// that the general encoder takes. Properties come in the order of their writing; what is nil is left out.
public struct JSONObject: Sendable {
    private var open: [UInt8] = [UInt8(ascii: "{")]

    public init() { open.reserveCapacity(2_048) }

    /// The object, closed.
    public consuming func closed() -> [UInt8] {
        open.append(UInt8(ascii: "}"))
        return open
    }

    public mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        begin(name)
        append(text)
    }

    public mutating func member(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        begin(name)
        open.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }

    public mutating func member(_ name: StaticString, _ number: Int) {
        begin(name)
        open.append(contentsOf: String(number).utf8)
    }

    public mutating func member(_ name: StaticString, _ texts: [String]) {
        begin(name)
        open.append(UInt8(ascii: "["))
        for (index, text) in texts.enumerated() {
            if index > 0 { open.append(UInt8(ascii: ",")) }
            append(text)
        }
        open.append(UInt8(ascii: "]"))
    }

    public mutating func member(_ name: StaticString, _ sealed: SealedText?) {
        guard let sealed else { return }
        begin(name)
        open.append(UInt8(ascii: "{"))
        member("keyId", sealed.keyId)
        member("box", sealed.box)
        open.append(UInt8(ascii: "}"))
    }

    /// - Parameter name: of letters and digits.
    private mutating func begin(_ name: StaticString) {
        if open.last != UInt8(ascii: "{") { open.append(UInt8(ascii: ",")) }
        open.append(UInt8(ascii: "\""))
        open.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        open.append(UInt8(ascii: "\""))
        open.append(UInt8(ascii: ":"))
    }

    /// RFC 8259, section 7: quotes, backslashes and control characters are escaped, nothing else has to be.
    private mutating func append(_ text: String) {
        var text = text
        open.append(UInt8(ascii: "\""))
        text.withUTF8 { bytes in
            if bytes.contains(where: Self.needsEscape) {
                for byte in bytes { appendEscaped(byte) }
            } else {
                open.append(contentsOf: bytes)
            }
        }
        open.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        guard Self.needsEscape(byte) else { return open.append(byte) }
        open.append(UInt8(ascii: "\\"))
        if byte >= 0x20 { return open.append(byte) }
        let digits = [UInt8]("0123456789abcdef".utf8)
        open.append(contentsOf: "u00".utf8)
        open.append(digits[Int(byte >> 4)])
        open.append(digits[Int(byte & 15)])
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}
