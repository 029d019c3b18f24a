import Contracts

/// More time for the unit (延期, rule X25).
public struct ExtensionPolicy: Sendable {
    public var isAllowed: Bool
    public var approver: Role?
    /// For one clock of one work order: so many dispatch grants, and so many move the deadline.
    public var atMost: Int
    public var needsReason: Bool
}

/// Handling again (二次留单, rules CZ-59, X14). How long a round takes is a clock.
public struct ReworkPolicy: Sendable {
    public var isAllowed: Bool
    /// Rounds after the first; then supervision is asked for.
    public var maxRounds: Int
}

/// Asking the citizen (rules CZ-58, X13, X31).
public struct CallbackPolicy: Sendable {
    public var attempts: Int
    /// Working hours between two attempts.
    public var hoursBetween: Int
    /// Anonymous people cannot be asked: waived with the reason and left out of the denominator.
    public var isWaivedForAnonymous: Bool
}

/// A matter that is not the on-air unit's own (rules CZ-46, DM-30, X30).
public struct TransferPolicy: Sendable {
    public enum ForeignMatter: String, CaseIterable, Sendable {
        /// The unit coordinates the others itself and stays the owner.
        case keepOwner
        /// It passes the matter on through the platform.
        case transfer
    }

    public var foreignMatter: ForeignMatter
    /// How often a unit may object to one work order.
    public var objections: Int
    /// The form that a unit files with the platform to pass a matter on (rule DM-31); nil where none is asked for.
    public var form: String?
}

/// Sending work orders out (rules CZ-42, CZ-45).
public struct DispatchPolicy: Sendable {
    public enum When: String, CaseIterable, Sendable { case atOnce, whenBroadcastCloses }

    public var onAir: When
    public var notPutThrough: When
}

/// Who is told of an event, and how.
public struct NotificationRule: Sendable {
    public enum Gateway: String, CaseIterable, Sendable { case email, text, webhook, log }

    public enum Recipient: String, CaseIterable, Sendable {
        case unit, `operator`, station, supervisor, platform, citizen
        /// Discipline inspection: of a decision only where it was to pass the matter on.
        case discipline
        /// Whoever owes what the event is about.
        case owing
        /// The unit that leads a joint handling, where a form went to it.
        case lead
    }

    /// An event's name in `Contracts`, such as `DeadlineMissed`.
    public var on: String
    public var to: Recipient
    public var by: Gateway
    /// The rule that says so; nil where it is the district's own wish.
    public var rule: RuleID?
}
