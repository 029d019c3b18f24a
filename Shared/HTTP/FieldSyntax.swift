/// The characters of header fields (RFC 9110, section 5).
enum FieldSyntax {
    static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { tokenCharacters[Int($0)] }
    }

    /// Visible characters, spaces, tabs and bytes of UTF-8; no control character.
    static func isValue(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }

    static let tokenCharacters: [Bool] = {
        let others = Set("!#$%&'*+-.^_`|~".utf8)
        return (0...255).map { byte in
            let byte = UInt8(byte)
            return isAlphanumeric(byte) || others.contains(byte)
        }
    }()

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }
}
