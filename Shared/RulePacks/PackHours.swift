import WorkingCalendar

/// The district's zone, office hours and own days (rule X16).
public struct PackHours: Sendable {
    public enum UnpublishedYear: String, CaseIterable, Sendable {
        /// Reckon Monday to Friday and mark the deadline provisional.
        case mondayToFriday
        case refuse
    }

    /// IANA name, for people.
    public var zoneName: String
    public var zone: ZoneOffset
    public var hours: WorkingHours
    public var overlay: LocalOverlay
    public var unpublishedYear: UnpublishedYear

    /// The district's calendar over a state of the national table.
    public func calendar(over table: CalendarTable) -> WorkingCalendar {
        WorkingCalendar(
            table: table, overlay: overlay, hours: hours, zone: zone,
            mode: unpublishedYear == .refuse ? .strict : .provisional)
    }
}
