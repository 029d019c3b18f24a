/// What became of the matter was told to the public in a later show (rule DM-11).
public struct AppealAnsweredInEpisode: CaseEvent {
    public static let type = "hotline.AppealAnsweredInEpisode"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    /// The later show.
    public let broadcast: BroadcastID
    /// What was said there, sealed.
    public let answer: SealedText?

    public init(`case`: CaseID, broadcast: BroadcastID, answer: SealedText? = nil) {
        self.case = `case`
        self.broadcast = broadcast
        self.answer = answer
    }
}
