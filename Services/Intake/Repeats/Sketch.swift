import Contracts
import Sealing

/// The smallest keyed hashes of a text's trigrams (bottom-k min-hash, Broder 1997): what two sketches have in common
/// estimates what their texts have in common.
struct Sketch: Sendable, Equatable {
    static let size = 32
    /// A sketch is found by its first hashes. Texts that share half of their trigrams miss each other once in some 250.
    static let keys = 8

    /// Sorted, distinct, at most `size`.
    let hashes: [Int64]

    init(sorted hashes: [Int64]) { self.hashes = Array(hashes.prefix(Self.size)) }

    /// - Returns: nil for a text of fewer than three letters.
    init?(_ text: String, _ keys: KeyRing, district: DistrictID, month: Month) throws {
        let hashes = try keys.trigramHashes(text, district: district, month: month)
        guard !hashes.isEmpty else { return nil }
        self.init(sorted: hashes)
    }

    /// Reads what `sqlText` wrote.
    init?(sqlText: String) {
        let hashes = sqlText.split(separator: " ").compactMap { Int64($0) }
        guard !hashes.isEmpty else { return nil }
        self.init(sorted: hashes)
    }

    var sqlText: String { hashes.map(String.init).joined(separator: " ") }

    /// The Jaccard index of both texts' trigrams, 0 to 1, estimated. Both must be under one key.
    func similarity(to other: Sketch) -> Double {
        let mine = Set(hashes)
        let theirs = Set(other.hashes)
        let union = mine.union(theirs).sorted().prefix(Self.size)
        guard !union.isEmpty else { return 0 }
        let shared = union.count { mine.contains($0) && theirs.contains($0) }
        return Double(shared) / Double(union.count)
    }
}

/// What a case is found by.
struct Marks: Sendable, Equatable {
    let sketch: Sketch?
    /// The keyed hash of the citizen's address.
    let place: Int64?

    /// - Returns: nil where there is nothing to find a case by.
    init?(sketch: Sketch?, place: Int64?) {
        guard sketch != nil || place != nil else { return nil }
        (self.sketch, self.place) = (sketch, place)
    }

    /// - Throws: `SealingError` where the month has no key any more.
    init?(text: String?, address: String?, _ keys: KeyRing, district: DistrictID, month: Month) throws {
        try self.init(
            sketch: text.flatMap { try Sketch($0, keys, district: district, month: month) },
            place: address.flatMap { try keys.placeHash($0, district: district, month: month) })
    }

    /// The hashes that are rows of their own.
    var keys: [Int64] { (sketch?.hashes.prefix(Sketch.keys) ?? []) + [place].compactMap { $0 } }
}
