/// The case repeats another; it closes with its parent.
public struct AppealLinked: CaseEvent {
    public static let type = "hotline.AppealLinked"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    /// The case that it repeats.
    public let parent: CaseID

    public init(`case`: CaseID, parent: CaseID) {
        self.case = `case`
        self.parent = parent
    }
}
