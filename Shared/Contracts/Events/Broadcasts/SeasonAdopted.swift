/// A year's plan of shows was entered for the first time: the notice that is copied (抄送, rule CZ-64).
public struct SeasonAdopted: Event {
    public static let type = "hotline.SeasonAdopted"
    public static let topic = Topic.broadcasts

    /// The year, such as `2020`.
    public let season: String
    /// By opening.
    public let shows: [PlannedShow]

    public var subject: String { "season/\(season)" }

    public init(season: String, shows: [PlannedShow]) {
        self.season = season
        self.shows = shows
    }
}
