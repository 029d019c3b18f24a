/// What the citizen is answered.
struct AnswerDraft: Decodable, Sendable {
    var text: String?
}
