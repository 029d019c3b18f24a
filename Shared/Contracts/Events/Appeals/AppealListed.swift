/// The appeal was sent to the programme team in the platform's list of a day (rule CZ-60).
public struct AppealListed: CaseEvent {
    public static let type = "hotline.AppealListed"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    /// The day on which it was registered, which the list is of.
    public let day: CivilDay

    public init(`case`: CaseID, day: CivilDay) {
        self.case = `case`
        self.day = day
    }
}
