import Contracts
import HTTP
import ServiceKit

/// What a unit owes once it has a letter: to reply to the citizen (rule DM-28), then to report how it handled the matter and
/// what the citizen said (rule DM-29).
extension SupervisionRoutes {
    private struct AnswerDraft: Decodable {
        let text: String?

        func checked() throws(Problem) -> String {
            var check = FieldCheck()
            let text = check.requiredText("text", text, atMost: longest)
            try check.finish()
            return text
        }
    }

    @Sendable func answer(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response {
        let text = try request.decode(AnswerDraft.self).checked()
        let texts = CaseTexts(kit: kit, district: try parameters.district())
        return try await act(
            .answered, parameters, caller,
            isSame: { texts.open($0.sealed.answer, .answer, of: $0.case) == text },
            { known, transaction in
                try Self.requireReceipt(known)
                return SupervisionAnswered(
                    case: known.case, supervision: known.supervision, workOrder: known.workOrder,
                    unit: try Self.unit(known), answeredBy: caller.grant.name,
                    answer: try texts.seal(text, .answer, of: known.case, since: known.openedAt, in: transaction))
            })
    }

    private struct ReportDraft: Decodable {
        let text: String?
        /// What the citizen said, or that nobody was reached.
        let feedback: String?

        func checked() throws(Problem) -> (text: String, feedback: String) {
            var check = FieldCheck()
            let text = check.requiredText("text", text, atMost: longest)
            let feedback = check.requiredText("feedback", feedback, atMost: longest)
            try check.finish()
            return (text, feedback)
        }
    }

    @Sendable func report(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response {
        let (text, feedback) = try request.decode(ReportDraft.self).checked()
        let texts = CaseTexts(kit: kit, district: try parameters.district())
        return try await act(
            .reported, parameters, caller,
            isSame: {
                texts.open($0.sealed.report, .report, of: $0.case) == text
                    && texts.open($0.sealed.feedback, .feedback, of: $0.case) == feedback
            },
            { known, transaction in
                try Self.requireReceipt(known)
                try Self.requireAnswer(known)
                return SupervisionReported(
                    case: known.case, supervision: known.supervision, workOrder: known.workOrder,
                    unit: try Self.unit(known), reportedBy: caller.grant.name,
                    report: try texts.seal(text, .report, of: known.case, since: known.openedAt, in: transaction),
                    feedback: try texts.seal(
                        feedback, .feedback, of: known.case, since: known.openedAt, in: transaction))
            })
    }
}

/// In characters, as every answer to a citizen.
private let longest = 5_000
