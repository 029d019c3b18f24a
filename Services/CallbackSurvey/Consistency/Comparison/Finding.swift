/// What does not agree among the three texts of one round, for a reviewer to look at.
struct Finding: Sendable, Equatable {
    enum Kind: String, Sendable, Codable, CaseIterable {
        /// The reply in the system against the leader's answer in the studio (rule CZ-43).
        case onAirAndReply
        /// The form against the reply in the system (rule CZ-52).
        case replyAndForm
        /// The form is the programme's summary, pasted (rule CZ-51).
        case pastedSummary
    }

    enum Reason: String, Sendable, Codable, CaseIterable {
        case dissimilar, date, duration, amount, polarity, copied
    }

    enum Source: String, Sendable, Codable { case onAir, reply, form }

    /// A stretch of one of the texts, in UTF-16 units from its beginning.
    struct Span: Sendable, Equatable, Codable {
        let text: Source
        let reason: Reason
        let start: Int
        let length: Int

        init(_ text: Source, _ reason: Reason, _ place: Range<Int>) {
            (self.text, self.reason, start, length) = (text, reason, place.lowerBound, place.count)
        }
    }

    let kind: Kind
    /// The similarity of the two texts; of `pastedSummary`, the share of the form that was copied. 0 to 1.
    let score: Double
    let reasons: [Reason]
    let spans: [Span]
}
