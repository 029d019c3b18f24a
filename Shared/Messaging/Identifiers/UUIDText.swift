/// RFC 9562, section 4: 16 bytes as text, in lower case.
enum UUIDText {
    /// - Parameter bytes: the first 16 count.
    static func of(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var at = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    buffer[at] = UInt8(ascii: "-")
                    at += 1
                }
                buffer[at] = digits[Int(bytes[index] >> 4)]
                buffer[at + 1] = digits[Int(bytes[index] & 15)]
                at += 2
            }
            return at
        }
    }

    /// What a hexadecimal digit stands for; nil for any other byte.
    static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        case 0x41...0x46: digit - 0x37
        default: nil
        }
    }
}
