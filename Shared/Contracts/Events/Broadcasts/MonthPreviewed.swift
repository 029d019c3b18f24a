/// A month's shows, units and topics are told before it begins (rule DM-14).
public struct MonthPreviewed: Event {
    public static let type = "hotline.MonthPreviewed"
    public static let topic = Topic.broadcasts

    /// Such as `2016-07`.
    public let month: String
    /// By opening; at least one.
    public let shows: [PlannedShow]

    public var subject: String { "month/\(month)" }

    public init(month: String, shows: [PlannedShow]) {
        self.month = month
        self.shows = shows
    }
}
