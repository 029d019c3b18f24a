/// A fact of a certain kind with certain properties.
public struct Trigger: Sendable {
    public var on: FactKind
    public var conditions: [Condition]
    public var moment: Moment

    public init(on kind: FactKind, where conditions: [Condition] = [], at moment: Moment = .factTime) {
        self.on = kind
        self.conditions = conditions
        self.moment = moment
    }
}

/// Which instant of a fact counts.
public enum Moment: String, CaseIterable, Codable, Sendable {
    /// When the fact happened.
    case factTime
    /// When the appeal was registered: on the day of the show for what was raised in it.
    case registeredAt
    /// When the case's broadcast closed; waits until that is known.
    case broadcastClosed
    /// The instant that the fact names as due.
    case due
}

/// What must happen for a clock to start or stop: one of several facts, or all of them.
public struct Occasion: Sendable {
    /// Any: the earliest counts. All: the latest counts, once every one is there.
    public enum Need: String, CaseIterable, Sendable { case any, all }

    public var need: Need
    public var triggers: [Trigger]

    public init(_ need: Need, _ triggers: [Trigger]) {
        self.need = need
        self.triggers = triggers
    }
}

/// A fact after which nothing is owed any more.
public struct Cancellation: Sendable {
    public var trigger: Trigger
    /// The code in `DeadlineCancelled`, such as `transferred`.
    public var cause: String
}

/// A fact that sets another due time, namely the one that it carries. Of granted extensions as many count as the pack's
/// `extension` section allows, and none shortens (rule X25); of other facts the first counts.
public struct Move: Sendable {
    public var trigger: Trigger
    /// The code in `DeadlineMoved`, such as `extension`.
    public var cause: String
}
