/// The smallest keyed hashes of a text's trigrams (bottom-k min-hash, Broder 1997): what two sketches have in common
/// estimates what their texts have in common.
struct Sketch: Sendable, Equatable {
    static let size = 32
    /// Sorted, distinct, at most `size`.
    let hashes: [Int64]

    init(sorted hashes: [Int64]) { self.hashes = Array(hashes.prefix(Self.size)) }

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
