import Contracts
import RulePacks

/// One run of one clock: one deadline of a case. The watcher keeps a row for each.
public struct ClockRun: Hashable, Sendable, Identifiable {
    public enum Status: String, CaseIterable, Codable, Sendable {
        case running
        /// Waiting for the citizen; there is no due instant until it is resumed, `due` is the last one known.
        case paused
        case met
        /// The due instant passed. `endedAt` tells when it was done after all.
        case missed
        /// The due instant passed, and by its rule that is a warning and no miss. `endedAt` as for a miss.
        case reminded
        case cancelled
        /// Announced, and then found never to have been owed: a fact arrived late that says so.
        case void

        /// Whether the due instant passed before it was done.
        var isLapsed: Bool { self == .missed || self == .reminded }
    }

    public let id: DeadlineID
    public let clock: ClockName
    public let rule: RuleID
    /// Id of the work order, supervision or callback that it runs for; empty for the case itself.
    public let subject: String
    /// How many runs of its clock for the subject came before it.
    public let recurrence: Int
    public let owes: Role
    public internal(set) var workOrder: WorkOrderID?
    public internal(set) var unit: UnitID?
    public internal(set) var status: Status
    public internal(set) var startedAt: Instant
    /// The last instant that is in time.
    public internal(set) var due: Instant
    /// Without pauses and extensions, by the calendar that the run began under.
    public internal(set) var originalDue: Instant
    public internal(set) var isProvisional: Bool
    public internal(set) var calendarVersion: String
    public let packVersion: String
    /// When to warn; nil once that is done, or where no warning is wanted.
    public internal(set) var warnAt: Instant?
    /// When it was done or became void; nil while it is open.
    public internal(set) var endedAt: Instant?
    /// Without pauses and extensions, by the calendar of now: what other clocks must not outlast by their own bare limits.
    var plainDue: Instant
    /// The due instant is not before this: a later calendar brought it forward when it was under way (`ClockEngine.floor`).
    var floor: Instant?
    /// What the due instant was reckoned from; while this is the same, it stands.
    var basis: UInt64
    var counts: EventCounts

    /// How many events of each type the run has had: part of their ids.
    struct EventCounts: Hashable, Sendable {
        var set = 0
        var warned = 0
        var missed = 0
        var met = 0
        var cancelled = 0
    }

    /// When `ClockEngine.fire` has something to do; nil while nothing is awaited. A deadline is missed a millisecond
    /// after its due instant, since the due instant itself is in time.
    public var wakeAt: Instant? {
        guard status == .running, endedAt == nil else { return nil }
        let missedAt = Instant(milliseconds: due.milliseconds + 1)
        return warnAt.map { min($0, missedAt) } ?? missedAt
    }

    /// Whether a new calendar moves it: what is over, or was let pass, was judged by the calendar of its time.
    var isUnderWay: Bool { (status == .running || status == .paused) && endedAt == nil }

    /// Whether what is owed has not been done and is still owed.
    public var isOpen: Bool { endedAt == nil && status != .void }
}
