import Contracts

/// Keyed hashes: what lets sealed data be found without opening them.
///
/// Each hash is under the key of the case's month, so it dies with the key. A search over several months computes
/// the hash once for each of `months(of:)`; there are a dozen or two, and each costs a microsecond.
extension KeyRing {
    /// 32 bytes, equal for all spellings of one number.
    ///
    /// - Returns: nil when the text holds no phone number (see `PhoneNumber`).
    public func phoneHash(_ phone: String, district: DistrictID, month: Month) throws -> [UInt8]? {
        guard let number = PhoneNumber.normalised(phone) else { return nil }
        return try key(for: MonthKey.Slot(district: district, month: month)).code(of: ["phone", number])
    }

    /// 64 bits, equal for all spellings of one address that differ in blanks, punctuation, width and capitals alone.
    ///
    /// - Returns: nil for fewer than four letters, which name no place.
    public func placeHash(_ address: String, district: DistrictID, month: Month) throws -> Int64? {
        let letters = address.unicodeScalars.compactMap { Trigrams.fold($0.value).flatMap(Unicode.Scalar.init) }
        guard letters.count >= 4 else { return nil }
        var folded = String.UnicodeScalarView()
        folded.append(contentsOf: letters)
        let code = try key(for: MonthKey.Slot(district: district, month: month)).code(of: ["place", String(folded)])
        return code.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// One 64-bit hash for each distinct trigram, sorted, so that their order in the text is not told.
    ///
    /// A query and a text that contains it share all hashes of the query; a query of fewer than three characters
    /// has none. Among a million different trigrams two share a hash with a chance of 1 in 37 million; it would cost
    /// one false candidate, which the opened text then refutes.
    public func trigramHashes(_ text: String, district: DistrictID, month: Month) throws -> [Int64] {
        let trigrams = Trigrams.of(text)
        guard !trigrams.isEmpty else { return [] }
        return try key(for: MonthKey.Slot(district: district, month: month)).hashes(of: trigrams).sorted()
    }

    /// One 64-bit hash for each, in their order: whoever asks knows where each stands, and keeps that to itself.
    ///
    /// No bigram shares its hash with a trigram or a phrase but by chance.
    public func hashes(of bigrams: [Bigram], district: DistrictID, month: Month) throws -> [Int64] {
        guard !bigrams.isEmpty else { return [] }
        return try key(for: MonthKey.Slot(district: district, month: month)).hashes(of: bigrams.map(\.value))
    }

    /// One 64-bit hash for each distinct run of five letters, sorted; none for a text of fewer.
    public func phraseHashes(_ text: String, district: DistrictID, month: Month) throws -> [Int64] {
        let phrases = Phrases.of(text)
        guard !phrases.isEmpty else { return [] }
        return try key(for: MonthKey.Slot(district: district, month: month)).hashes(of: phrases).sorted()
    }

    /// 32 bytes to store in place of the code, for this case alone.
    ///
    /// A plain HMAC is enough: a code has 55 random bits, so who has the table without the key can try nothing, and
    /// who has the key too must do 2⁵⁴ HMACs for one case. A slow hash (scrypt) would only slow down honest guesses.
    public func hash(_ code: ClaimCode, of subject: SealSubject, month: Month) throws -> [UInt8] {
        try key(for: MonthKey.Slot(district: subject.district, month: month))
            .code(of: ["claim", subject.path, code.symbols])
    }

    /// Whether this is the code whose hash was stored; takes the same time wherever the two differ.
    public func isRight(
        _ code: ClaimCode, for hash: [UInt8], of subject: SealSubject, month: Month
    ) throws -> Bool {
        Digest.areEqual(try self.hash(code, of: subject, month: month), hash)
    }
}
