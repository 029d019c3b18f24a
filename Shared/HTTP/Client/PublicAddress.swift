import Glibc

/// Which addresses are on the public internet (the special-purpose registries of RFC 6890).
enum PublicAddress {
    static func isPublic(_ address: UnsafePointer<sockaddr>) -> Bool {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { isPublic(v4: $0.pointee.sin_addr) }
        case AF_INET6:
            address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { isPublic(v6: $0.pointee.sin6_addr) }
        default: false
        }
    }

    /// - Parameter text: a numeric address.
    static func isPublic(_ text: String) -> Bool {
        var v4 = in_addr()
        if inet_pton(AF_INET, text, &v4) == 1 { return isPublic(v4: v4) }
        var v6 = in6_addr()
        return inet_pton(AF_INET6, text, &v6) == 1 && isPublic(v6: v6)
    }

    private static func isPublic(v4 address: in_addr) -> Bool {
        let number = UInt32(bigEndian: address.s_addr)
        return !reserved.contains { number >> (32 - $0.bits) == $0.prefix >> (32 - $0.bits) }
    }

    /// Only 2000::/3 is given out; of it, what carries an IPv4 address is judged by that.
    private static func isPublic(v6 address: in6_addr) -> Bool {
        let bytes = withUnsafeBytes(of: address) { Array($0) }
        if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
            || bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0])
        {
            return isPublic(embedded: bytes[12...])
        }
        if bytes.starts(with: [0x20, 0x02]) { return isPublic(embedded: bytes[2..<6]) }
        let isTeredo = bytes.starts(with: [0x20, 0x01, 0, 0])
        let isDocumentation = bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
        return bytes[0] >> 5 == 1 && !isTeredo && !isDocumentation
    }

    private static func isPublic(embedded bytes: ArraySlice<UInt8>) -> Bool {
        let number = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return isPublic(v4: in_addr(s_addr: number.bigEndian))
    }

    private static let reserved: [(prefix: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
        (0xAC10_0000, 12), (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16),
        (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 4), (0xF000_0000, 4),
    ]
}
