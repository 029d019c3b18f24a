extension String {
    /// `water-supply`: lower-case letters and digits with single hyphens between them, at most 64 characters.
    public var isSlug: Bool {
        let bytes = utf8
        guard (1...64).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D else { return false }
        var previous: UInt8 = 0
        for byte in bytes {
            guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || (byte == 0x2D && previous != 0x2D)
            else { return false }
            previous = byte
        }
        return true
    }

    /// A form sends empty fields for what was not filled in.
    public var nilIfBlank: String? { allSatisfy(\.isWhitespace) ? nil : self }
}
