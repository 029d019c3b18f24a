/// The platform's list of a day went to the programme team (rule CZ-60).
public struct ListSent: Event {
    public static let type = "hotline.ListSent"
    public static let topic = Topic.broadcasts
    /// As many as an event holds; a longer list goes out in several.
    public static let most = 500

    /// The day on which they were registered.
    public let day: CivilDay
    /// Those that were not sent before; at least one, in their order.
    public let caseNumbers: [CaseNumber]

    public var subject: String { "list/\(day)" }

    public init(day: CivilDay, caseNumbers: [CaseNumber]) {
        self.day = day
        self.caseNumbers = caseNumbers
    }
}
