import Contracts

/// When a period ends. At the very instant is still in time.
public struct Due: Hashable, Sendable {
    public let at: Instant
    /// The local day; for an end at 24:00 the day itself, not the next.
    public let day: CivilDay
    /// True where a year without a published table had to be reckoned Monday to Friday: recompute when it arrives.
    public let isProvisional: Bool
    /// To be kept with the deadline.
    public let calendarVersion: String

    public init(at: Instant, day: CivilDay, isProvisional: Bool, calendarVersion: String) {
        self.at = at
        self.day = day
        self.isProvisional = isProvisional
        self.calendarVersion = calendarVersion
    }
}
