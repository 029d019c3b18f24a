import Contracts
import WorkingCalendar

/// How long a clock runs.
public enum Limit: Hashable, Sendable {
    case period(Period)
    /// As many working days as the policy `promptly.workingDays` says (rule X31).
    case promptly
    /// "On the second working day": which day is the first says the policy `ordinal.base` (rule X12).
    case ordinal(Int)
    /// Until the instant that the starting fact names: a promise, a notice. The earliest of several counts.
    case attribute(FactAttribute)
    /// As long as another clock would run from here; nothing where that clock does not apply to the case.
    case limitOf(ClockName)
    /// Counted backwards from an instant to come, such as the opening of a show.
    case before(Lead)
}

/// How long before an instant something is due.
public struct Lead: Hashable, Sendable {
    /// When on the day that was found.
    public enum Moment: Hashable, Sendable {
        /// As the period itself ends: at the close of its last window, as a rule.
        case close
        /// Seconds after midnight.
        case time(Int)
        /// The very instant that is counted from: by the opening of the show.
        case itself
        /// As the policy `leave.cutoffTime` says (rule X04).
        case leaveCutoff
        /// The end of the day before, or of the working day before, as the policy `daily.cutoff` says (rule X15).
        case dailyCutoff
    }

    /// The instant that it is counted from.
    public var anchor: FactAttribute
    /// Nil for the anchor's own day.
    public var period: Period?
    public var moment: Moment
    /// Whether the Monday of the anchor's week is meant too; which of the two counts says `prep.mode` (rule X03).
    public var isMondayOfWeek: Bool

    public init(anchor: FactAttribute, period: Period?, moment: Moment = .close, isMondayOfWeek: Bool = false) {
        self.anchor = anchor
        self.period = period
        self.moment = moment
        self.isMondayOfWeek = isMondayOfWeek
    }
}
