import Contracts

/// One district's keys of one month, ready for use: a key for each purpose, derived from the stored one.
final class MonthKey: Sendable {
    let id: String
    let slot: Slot

    /// What a month key belongs to.
    struct Slot: Hashable {
        let district: DistrictID
        let month: Month
    }

    private let ciphers: ContextPool<AuthenticatedCipher>
    private let codes: ContextPool<MessageCode>
    private let blocks: ContextPool<BlockHash>

    init(id: String, slot: Slot, key: [UInt8]) throws {
        self.id = id
        self.slot = slot
        // One step of HKDF-Expand (RFC 5869) for each use; the stored key is uniform already.
        let root = try MessageCode(key: key)
        let seal = try root.code(of: ["hotline.seal.1"])
        let hash = try root.code(of: ["hotline.hash.1"])
        let block = try root.code(of: ["hotline.trigrams.1"])
        ciphers = ContextPool { try AuthenticatedCipher(key: seal) }
        codes = ContextPool { try MessageCode(key: hash) }
        blocks = ContextPool { try BlockHash(key: block) }
    }

    func seal(_ plaintext: UnsafeRawBufferPointer, field: String, of subject: SealSubject) throws -> SealedText {
        let box = try associated(field, subject).withUnsafeBytes { data in
            try ciphers.lend { try $0.seal(plaintext, with: data) }
        }
        return SealedText(keyId: id, box: Base64.encode(box))
    }

    func open(_ sealed: SealedText, field: String, of subject: SealSubject) throws -> [UInt8] {
        let plaintext = try Base64.decode(sealed.box)?.withUnsafeBytes { box in
            try associated(field, subject).withUnsafeBytes { data in
                try ciphers.lend { try $0.open(box, with: data) }
            }
        }
        guard let plaintext else { throw SealingError.notAuthentic(keyId: id, field: field) }
        return plaintext
    }

    func code(of parts: [String]) throws -> [UInt8] { try codes.lend { try $0.code(of: parts) } }

    func hashes(of values: [Wide]) throws -> [Int64] { try blocks.lend { try $0.hashes(of: values) } }

    func hashes(of values: [UInt64]) throws -> [Int64] { try blocks.lend { try $0.hashes(of: values) } }

    private func associated(_ field: String, _ subject: SealSubject) -> [UInt8] {
        var data = [UInt8]()
        data.reserveCapacity(96)
        data.appendLengthPrefixed(id)
        data.appendLengthPrefixed(subject.district.rawValue)
        data.appendLengthPrefixed(subject.path)
        data.appendLengthPrefixed(field)
        return data
    }
}
