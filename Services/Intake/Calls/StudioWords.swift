import Contracts

/// What somebody noted of the studio about one case (rule CZ-41). It stays sealed with the case, so that it is there when the
/// fact that carries it can be told.
struct StudioWords: Codable, Equatable, Sendable {
    var answer: String?
    var promise: String?

    /// What may be missing of what was said on air.
    static let fields: Set = ["outcome", "answer", "promiseDue"]

    var isEmpty: Bool { answer == nil && promise == nil }

    /// What became of a call where nobody noted it: whatever else was said, a matter with a promise is not answered yet.
    func outcome(isDue: Bool) -> OnAirOutcome {
        if isDue || promise != nil { return .promised }
        return answer != nil ? .answered : .accepted
    }

    /// What is to be known before all of it can be told: words are an answer only where the matter was answered, and a
    /// promise has its day.
    func missing(under outcome: OnAirOutcome, isDue: Bool) -> [String] {
        var fields: [String] = []
        if answer != nil, outcome.isOpen { fields.append("outcome") }
        if answer == nil, outcome == .answered { fields.append("answer") }
        if !isDue, promise != nil || outcome == .promised { fields.append("promiseDue") }
        return fields
    }
}

extension OnAirOutcome {
    /// Neither answered nor promised in the studio, by what is known so far.
    var isOpen: Bool { self == .accepted || self == .notPutThrough }
}
