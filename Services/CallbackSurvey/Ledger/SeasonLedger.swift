import Contracts

/// What became of all appeals of a span of time or of one broadcast: the season's ledger (台账).
///
/// Equal facts give equal ledgers, in whatever order they came. A rework round is a work order and a callback of its own.
public struct SeasonLedger: Codable, Equatable, Sendable {
    /// How many, in time or late. What is neither has not been done yet.
    public struct Timeliness: Codable, Equatable, Sendable {
        public var inTime = 0
        public var late = 0

        public init(inTime: Int = 0, late: Int = 0) {
            self.inTime = inTime
            self.late = late
        }
    }

    /// The runs of all clocks that one written rule owns.
    public struct RuleLine: Codable, Equatable, Sendable {
        public let rule: RuleID
        public let set: Int
        public let met: Int
        /// Misses that stand: those withdrawn because the timely fact came late are not among them, one that came after that is.
        public let missed: Int
        /// Deadlines whose last miss was withdrawn.
        public let withdrawn: Int
        public let cancelled: Int
    }

    /// A unit with misses: where to look next.
    public struct UnitLine: Codable, Equatable, Sendable {
        public let unit: UnitID
        public let missed: Int
        /// Its lead work orders, to read the misses against.
        public let dispatched: Int
        /// Callbacks in which the citizen said partly or not solved.
        public let unsatisfied: Int
    }

    /// What citizens said.
    public struct Callbacks: Codable, Equatable, Sendable {
        /// Not yet over.
        public var open = 0
        public var solved = 0
        public var partlySolved = 0
        public var notSolved = 0
        public var unreachable = 0
        /// By reason; left out of every denominator (rule X13).
        public var waived: [String: Int] = [:]

        public init() {}

        /// Those who answered: the denominator. Who was not reached has said nothing.
        public var asked: Int { solved + partlySolved + notSolved }
    }

    /// Texts that do not agree (rules CZ-43, CZ-51, CZ-52), and what reviewers made of them.
    public struct Inconsistencies: Codable, Equatable, Sendable {
        /// Not yet decided.
        public var open = 0
        /// By decision: `acceptable`, `rework`, `supervision`.
        public var decided: [String: Int] = [:]

        public init() {}
    }

    /// A share with what it was reckoned from; partly solved stays apart.
    public struct Satisfaction: Codable, Equatable, Sendable {
        public let solved: Int
        public let partlySolved: Int
        public let asked: Int
        /// `solved / asked`; nil where nobody was asked.
        public let share: Double?
        /// Of 1 to 5, over those who gave one; nil where none did.
        public let averageScore: Double?
        public let scores: Int
    }

    public var appeals = 0
    /// By category; `unknown` where it was never said.
    public var byCategory: [String: Int] = [:]
    /// By what became of the call in the show; `offAir` for all others.
    public var byOnAirOutcome: [String: Int] = [:]
    /// Lead work orders, rework rounds among them.
    public var dispatched = 0
    public var answered = Timeliness()
    public var closed = Timeliness()
    public var rules: [RuleLine] = []
    /// Misses that stand, of all rules.
    public var missed = 0
    public var lettersIssued = 0
    public var callbacks = Callbacks()
    public var satisfaction = Satisfaction(
        solved: 0, partlySolved: 0, asked: 0, share: nil, averageScore: nil, scores: 0)
    public var inconsistencies = Inconsistencies()
    public var reworkRequested = 0
    public var supervisionRequested = 0
    /// At most ten, the most misses first.
    public var lookNext: [UnitLine] = []

    public init() {}
}
