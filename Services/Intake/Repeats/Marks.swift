import Contracts
import Sealing

/// What a case is found by, under the key of one month.
struct Marks: Sendable, Equatable {
    /// How many of a text's rarest phrases are rows of their own.
    static let keys = 8

    /// Keyed hashes of the text's trigrams, sorted, distinct; empty for a text of fewer than three letters.
    let trigrams: [Int64]
    /// Keyed hashes of its runs of five letters, by which it is found; `trigrams` tell how alike two texts are.
    let phrases: [Int64]
    /// The keyed hash of the citizen's address.
    let place: Int64?

    /// - Returns: nil where there is nothing to find a case by.
    /// - Throws: `SealingError` where the month has no key any more.
    init?(text: String?, address: String?, _ keys: KeyRing, district: DistrictID, month: Month) throws {
        trigrams = try text.map { try keys.trigramHashes($0, district: district, month: month) } ?? []
        phrases = try text.map { try keys.phraseHashes($0, district: district, month: month) } ?? []
        place = try address.flatMap { try keys.placeHash($0, district: district, month: month) }
        if trigrams.isEmpty, place == nil { return nil }
    }

    var sketch: Sketch { Sketch(sorted: trigrams) }
}
