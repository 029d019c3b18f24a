/// A version of the national working calendar (State Council notice) came into force.
public struct CalendarPublished: Event {
    public static let type = "hotline.CalendarPublished"
    public static let topic = Topic.districts

    /// The calendar's version; deadlines name the one they were reckoned with.
    public let version: String
    /// The whole table as CSV: `date,kind,name` with kind `holiday` or `workday`.
    public let table: String
    /// Years whose notice is published; all others are reckoned provisionally.
    public let years: [Int]

    /// Each version has a key of its own, so that a compacted topic keeps them all: what was reckoned under an earlier
    /// one is reckoned so again.
    public var subject: String { "calendar/\(version)" }

    public init(version: String, table: String, years: [Int]) {
        self.version = version
        self.table = table
        self.years = years
    }
}
