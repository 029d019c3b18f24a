import Contracts
import WorkingCalendar

/// How long a clock runs.
public enum Limit: Hashable, Sendable {
    case period(Period)
    /// As many working days as the policy `promptly.workingDays` says (rule X31).
    case promptly
    /// Until the instant that the starting fact names: a promise, a notice. The earliest of several counts.
    case attribute(FactAttribute)
    /// As long as another clock would run from here; nothing where that clock does not apply to the case.
    case limitOf(ClockName)
}
