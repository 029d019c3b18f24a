import Contracts

/// A unit that is likely to handle an appeal. The operator decides.
struct Suggestion: Sendable, Encodable {
    let unit: UnitID
    let name: String
    /// The probability that naive Bayes gives it among the district's units, 0 to 1.
    let score: Double
    let reasons: Reasons
}

/// What there is to suggest for one appeal.
struct Suggestions: Sendable, Encodable {
    /// Of how many of the district's cases it is learnt.
    var learnt = 0
    /// There is a text, and it stays closed: a report, or one whose month's key is gone.
    var isTextWithheld = false
    /// Likeliest first.
    var suggestions: [Suggestion] = []

    static let most = 5
    /// Of fewer, whatever is said is chance.
    static let leastLearnt = 20

    /// Where the unit stands among them, from 1.
    func rank(of unit: UnitID) -> Int? { suggestions.firstIndex { $0.unit == unit }.map { $0 + 1 } }
}
