import COpenSSL

/// A keyed hash of values of at most one block: AES-256 of the block, of which the first 64 bits are kept.
///
/// For inputs of one fixed length a block cipher is a pseudo-random function as good as an HMAC (it is CBC-MAC of a
/// single block), and all trigrams of an appeal take one call: 100 of them cost less than one HMAC.
///
/// `@unchecked Sendable`: the context belongs to this object alone and a pool lends it to one caller at a time.
final class BlockHash: @unchecked Sendable {
    static let blockCount = 16
    private let context: OpaquePointer

    init(key: [UInt8]) throws {
        guard let block = Algorithms.shared.block, let context = EVP_CIPHER_CTX_new() else {
            throw LibcryptoRefused("AES-256-ECB")
        }
        self.context = context
        try check(EVP_EncryptInit_ex2(context, block, key, nil, nil), "EVP_EncryptInit_ex2")
        try check(EVP_CIPHER_CTX_set_padding(context, 0), "EVP_CIPHER_CTX_set_padding")
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// One hash for each value, in the values' order.
    func hashes(of values: [UInt64]) throws -> [Int64] { try hashes(of: values.map { Wide(low: $0, high: 0) }) }

    func hashes(of values: [Wide]) throws -> [Int64] {
        var blocks = [UInt64](repeating: 0, count: values.count * 2)
        for (index, value) in values.enumerated() {
            blocks[index * 2] = value.low.littleEndian
            blocks[index * 2 + 1] = value.high.littleEndian
        }
        try blocks.withUnsafeMutableBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            var written: Int32 = 0
            // In place: allowed where input and output are the same buffer (EVP_EncryptUpdate(3)).
            try check(
                EVP_EncryptUpdate(context, start.bound, &written, bytes.bound, Int32(bytes.count)), "EVP_EncryptUpdate")
        }
        return values.indices.map { Int64(bitPattern: UInt64(littleEndian: blocks[$0 * 2])) }
    }
}

/// What fills one block.
struct Wide: Hashable, Sendable, Comparable {
    let low: UInt64
    /// Zero for a value of 64 bits.
    let high: UInt64

    static func < (left: Wide, right: Wide) -> Bool { (left.high, left.low) < (right.high, right.low) }
}
