import Glibc

/// A block of IP addresses: `10.0.0.0/8`, `fd00::/8`, or one address alone (RFC 4632; RFC 4291, section 2.3).
public struct Network: Sendable, Hashable {
    /// Of the block's first address; IPv4 as `::ffff:0:0/96`.
    private let bytes: [UInt8]
    private let bits: Int

    /// Nil for what is no block of addresses, and for one with bits set behind its prefix, which is likely a slip.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = Address(String(parts[0])) else { return nil }
        let width = address.isV4 ? 32 : 128
        let length = parts.count == 2 ? Int(parts[1]) : width
        guard let length, (0...width).contains(length) else { return nil }
        bytes = address.bytes
        bits = length + 128 - width
        guard bytes == Self.masked(bytes, to: bits) else { return nil }
    }

    func contains(_ address: Address) -> Bool { Self.masked(address.bytes, to: bits) == bytes }

    private static func masked(_ bytes: [UInt8], to bits: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            byte & ~UInt8(truncatingIfNeeded: 0xFF >> min(8, max(0, bits - index * 8)))
        }
    }

    /// A numeric address; an IPv4 one inside IPv6 is the IPv4 one.
    struct Address: Sendable, Hashable {
        let bytes: [UInt8]

        private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        var isV4: Bool { bytes.starts(with: Self.mapped) }

        init?(_ text: String) {
            var v4 = in_addr()
            var v6 = in6_addr()
            if inet_pton(AF_INET, text, &v4) == 1 {
                bytes = Self.mapped + withUnsafeBytes(of: v4) { Array($0) }
            } else if inet_pton(AF_INET6, text, &v6) == 1 {
                bytes = withUnsafeBytes(of: v6) { Array($0) }
            } else {
                return nil
            }
        }

        /// As the server writes a connection's own.
        var text: String {
            let family = isV4 ? AF_INET : AF_INET6
            var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            let address = isV4 ? Array(bytes[12...]) : bytes
            guard inet_ntop(family, address, &buffer, socklen_t(buffer.count)) != nil else { return "" }
            return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
