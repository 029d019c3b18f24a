import Contracts
import RulePacks
import WorkingCalendar

/// What a deadline came from, as the case's facts, its pack and its calendar stand: the matter of its explanation.
struct DeadlineAccount: Sendable {
    /// What the present due instant goes by.
    enum Decision: Hashable, Sendable {
        /// The written period, counted by the calendar.
        case period
        /// The day that a promise or a notice named.
        case namedDay
        /// Counted back from an instant to come, where not the bare period decides: an hour of its own, the Monday of the
        /// week, what is left of the time (rules X02, X03, X04).
        case ahead
        /// The day that a fact set in its place, such as a granted extension.
        case movedDay(cause: String)
        /// The due instant of a clock that this one must not outlast.
        case otherClock(ClockName)
        /// The working day after the notice that brought the day forward, or the day as it was before, where that is earlier.
        case noticedDay
        /// The calendar that it was reckoned with is not known any more, so its days cannot be told.
        case formerCalendar
        /// The facts that it ran by say so no more: it is over.
        case past
    }

    /// A contradiction of the documents with the branch that the pack takes.
    struct Branch: Hashable, Sendable {
        /// Such as `X07`.
        let contradiction: String
        /// What the pack says of it beside the clock, by the names there; none where the clock itself settles it.
        let choices: [PackChoice]
    }

    let run: ClockRun
    /// Nil where the pack has no such clock, which no pack of the run's version can.
    let clock: Clock?
    /// The show, for a deadline of its preparation.
    let broadcast: BroadcastID?
    let zone: ZoneOffset
    let decision: Decision
    /// The days of the period, counted and skipped; nil where no calendar decides.
    let days: Explanation?
    let pauses: [Pause]
    let branches: [Branch]
    /// Every change of the due instant that was announced, the oldest first.
    let moves: [DeadlineMove]
}

/// One change of a due instant, as it was announced.
struct DeadlineMove: Hashable, Sendable {
    let at: Instant
    let earlierDue: Instant
    let due: Instant
    /// The code in `DeadlineMoved`.
    let cause: String
    let calendarVersion: String
}
