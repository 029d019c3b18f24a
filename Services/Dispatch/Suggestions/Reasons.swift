import Contracts
import Foundation

/// Why a unit is suggested, for the operator, who may read the appeal.
struct Reasons: Sendable, Encodable {
    /// Pieces of this appeal's text that speak for the unit, the strongest first.
    let words: [String]
    /// How many cases with the first of them the unit has handled.
    let cases: Int
    /// How many cases of the appeal's category the unit has handled.
    let casesOfCategory: Int

    static let mostWords = 3
    /// In letters.
    static let longest = 12
    /// The natural logarithm: cases of the unit have the term a quarter more often than the district's.
    static let leastWeight = 0.1

    init(_ unit: Evidence.Unit, _ terms: Terms, _ weighing: Weighing) {
        let pieces = Self.pieces(unit, terms, weighing).prefix(Self.mostWords)
        words = pieces.map(\.text)
        cases = pieces.first?.terms.map { weighing.evidence.counts[$0][unit.id] ?? 0 }.max() ?? 0
        casesOfCategory = unit.casesOfCategory
    }

    private struct Piece {
        let text: String
        let terms: [Int]
        let strength: Double
    }

    /// Terms that overlap are one piece, of those that are at least half as strong as the strongest. Each piece once.
    private static func pieces(_ unit: Evidence.Unit, _ terms: Terms, _ weighing: Weighing) -> [Piece] {
        let weights = terms.places.indices.map { weighing.weight(ofTerm: $0, for: unit) }
        let least = max(leastWeight, (weights.max() ?? 0) / 2)
        var at: [Int: Int] = [:]
        for (index, places) in terms.places.enumerated() where weights[index] >= least {
            for place in places { at[place] = index }
        }
        var pieces: [String: Piece] = [:]
        for start in at.keys where at[start - 1] == nil {
            let run = (start..<start + longest - 1).prefix { at[$0] != nil }
            let own = run.compactMap { at[$0] }
            let text = terms.text(start..<run.endIndex + 1)
            // What a unit has had once may be chance.
            let strength = own.reduce(0) { sum, term in
                sum + weights[term] * log(Double(1 + (weighing.evidence.counts[term][unit.id] ?? 0)))
            }
            pieces[text] = Piece(text: text, terms: own, strength: strength)
        }
        return pieces.values.sorted { $0.strength == $1.strength ? $0.text < $1.text : $0.strength > $1.strength }
    }
}
