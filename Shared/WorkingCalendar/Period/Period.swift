/// How long someone has, and how that is counted. Rule packs hold periods; a calendar turns them into instants.
public struct Period: Hashable, Sendable {
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case workingDays, workingHours, workingMinutes, calendarDays, months
        /// Until 24:00 of the local day itself; the amount is 1.
        case sameDay
    }

    /// When the last day of a period in days ends (Civil Code art. 203 para. 2).
    public enum EndMode: String, Hashable, Sendable, CaseIterable {
        /// At the end of the day's last window.
        case close
        /// At 24:00.
        case midnight
    }

    /// What becomes of the starting day (Civil Code art. 201 para. 1).
    public enum StartRule: String, Hashable, Sendable, CaseIterable {
        /// It is not counted.
        case exclude
        /// A start after closing or on a day off counts as received at the next opening, and that day is not counted.
        case shift
        /// It is day 1 if it works.
        case include
    }

    /// What a pause takes from a period in working days.
    public enum PauseRule: String, Hashable, Sendable, CaseIterable {
        /// A day counts if the clock runs when the day ends: no pause with from < end ≤ to.
        case cutoff
        /// A day is lost only if all its windows are paused; a deadline may fall inside a pause.
        case full
        /// A day is lost if a pause touches one of its windows.
        case touched
        /// The working time of the days is counted, to the second, while the clock runs; it ends at a clock time.
        case minutes
    }

    /// How days are counted backwards from an event, whose own day is never counted.
    public enum BackwardStyle: String, Hashable, Sendable, CaseIterable {
        /// The Nth working day before: Thursday − 3 is Monday.
        case nth
        /// N whole working days lie in between.
        case clear
    }

    /// What becomes of a period in calendar days or months that ends on a day off (Civil Code art. 203 para. 1).
    public enum Roll: String, Hashable, Sendable, CaseIterable {
        case none, forward, backward
    }

    /// The largest amount; beyond it lies no calendar.
    public static let largestAmount = 10_000_000

    public let amount: Int
    public let unit: Unit
    /// For working hours and minutes without meaning: they end at a clock time.
    public var endMode = EndMode.close
    /// For periods in working days, forwards.
    public var startRule = StartRule.exclude
    /// For periods in working days, forwards.
    public var pauseRule = PauseRule.cutoff
    /// For periods in working days, backwards.
    public var backwardStyle = BackwardStyle.nth
    /// For calendar days and months.
    public var roll = Roll.none

    /// - Throws: `PeriodRefused` for an amount below 1 or above `largestAmount`.
    public init(_ amount: Int, _ unit: Unit) throws(PeriodRefused) {
        guard amount >= 1, amount <= Self.largestAmount else { throw PeriodRefused(amount: amount) }
        guard unit != .sameDay || amount == 1 else { throw PeriodRefused(amount: amount) }
        self.amount = amount
        self.unit = unit
        if unit == .sameDay { endMode = .midnight }
    }

    private init(one unit: Unit) {
        amount = 1
        self.unit = unit
        if unit == .sameDay { endMode = .midnight }
    }

    /// Until 24:00 of the day itself.
    public static let sameDay = Period(one: .sameDay)
    /// The working day after the start.
    public static let workingDay = Period(one: .workingDays)

    /// The same period with some options changed: `try Period(3, .workingDays).with { $0.endMode = .midnight }`.
    public func with(_ change: (inout Period) -> Void) -> Period {
        var period = self
        change(&period)
        return period
    }
}
