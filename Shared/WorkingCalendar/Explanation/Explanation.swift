import Contracts

/// Why a period ends when it does: each day between, whether it counted, and the reason.
public struct Explanation: Hashable, Sendable {
    public enum Direction: Hashable, Sendable {
        case after, before
    }

    /// Something that holds of one day.
    public enum Reason: Hashable, Sendable {
        case ordinaryWorkingDay
        case makeUpWorkingDay(String)
        case weekend
        case holiday(String)
        /// The district's own working day, day off, or windows.
        case localWorkingDay(String)
        case localDayOff(String)
        case localHours(String)
        /// The day on which the period begins is not counted.
        case startingDay
        /// It is, by the rule `include`.
        case startingDayIncluded
        /// The start is after closing or on a day off and waits for the next opening (rule `shift`).
        case beforeReceipt
        /// The day that counts as the day of receipt, and so is not counted (rule `shift`).
        case receipt
        /// The day of the event is not counted backwards.
        case eventDay
        /// The day beyond N whole working days in between (style `clear`).
        case beyondClearDays
        /// The clock stood still: the day is lost by the pause rule.
        case lostToPause
        /// The clock stood still for a part of the day.
        case partlyPaused
        /// A period in calendar days or months ends here by the date.
        case endByDate
        /// It would end on a day off and was moved on, or back, to here.
        case rolledTo
        /// The year has no published table: Monday to Friday is assumed.
        case assumed(year: Int)
    }

    /// One day.
    public struct Step: Hashable, Sendable {
        public let day: CivilDay
        /// Which of the period's days it is; nil where it is not counted.
        public let number: Int?
        /// Working seconds of the period that fell on it; nil for periods in days.
        public let seconds: Int?
        public let reasons: [Reason]
    }

    public let direction: Direction
    /// The start, or the event.
    public let moment: Instant
    public let period: Period
    public let zone: ZoneOffset
    /// In the order in which they are counted: backwards from an event.
    public let steps: [Step]
    /// nil while the clock is paused for good.
    public let due: Due?
    public let calendarVersion: String

    /// The days that counted.
    public var counted: [CivilDay] { steps.filter { $0.number != nil }.map(\.day) }
}
