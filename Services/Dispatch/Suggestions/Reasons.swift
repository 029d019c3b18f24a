import Contracts

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
    /// The natural logarithm: cases of the unit have the term half again as often as others.
    static let leastWeight = 0.4

    init(_ unit: Evidence.Unit, _ terms: Terms, _ weighing: Weighing) {
        let pieces = Self.pieces(unit, terms, weighing).prefix(Self.mostWords)
        words = pieces.map(\.text)
        cases = pieces.first?.terms.map { weighing.evidence.counts[$0][unit.id] ?? 0 }.max() ?? 0
        casesOfCategory = unit.casesOfCategory
    }

    private struct Piece {
        let text: String
        let terms: [Int]
        let weight: Double
    }

    /// Terms that overlap are one piece. Each piece once.
    private static func pieces(_ unit: Evidence.Unit, _ terms: Terms, _ weighing: Weighing) -> [Piece] {
        let weights = terms.places.indices.map { weighing.weight(ofTerm: $0, for: unit) }
        var at: [Int: Int] = [:]
        for (index, places) in terms.places.enumerated() where weights[index] >= leastWeight {
            for place in places { at[place] = index }
        }
        var pieces: [String: Piece] = [:]
        for start in at.keys where at[start - 1] == nil {
            let run = (start..<start + longest - 1).prefix { at[$0] != nil }
            let own = run.compactMap { at[$0] }
            let text = terms.text(start..<run.endIndex + 1)
            pieces[text] = Piece(text: text, terms: own, weight: own.reduce(0) { $0 + weights[$1] })
        }
        return pieces.values.sorted { $0.weight == $1.weight ? $0.text < $1.text : $0.weight > $1.weight }
    }
}
