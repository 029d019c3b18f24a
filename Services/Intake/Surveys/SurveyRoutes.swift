import Contracts
import HTTP
import Messaging
import ServiceKit

/// Where a citizen who chose text or web says himself whether the matter was solved.
struct SurveyRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        router.onOpenToAll(.post, "/v1/districts/:district/cases/:caseNumber/survey", handle: answer)
    }

    /// Nobody answers in the citizen's place: the claim code is asked of whoever comes.
    @Sendable private func answer(_ request: Request, _ parameters: Parameters) async throws -> Response {
        let district = try parameters.district()
        let number = CaseNumber(try parameters.require("caseNumber"))
        _ = try await ClaimCheck(kit: kit).require(request, for: number, in: district)
        let draft = try request.decode(SurveyDraft.self).checked()
        let said = SurveyAnswer(
            draft: draft, district: district, rings: kit.rings, now: kit.clock.now(),
            traceparent: request.traceparent)
        try await kit.store.record(in: district) { transaction, journal in
            // Locked, so that of two answers at once the second sees the first.
            guard let row = try transaction.caseRow(number, in: district, isLocked: true) else {
                throw ClaimCheck.unknown
            }
            try said.apply(to: row, in: transaction, journal)
        }
        return try .json(Answered(caseNumber: number, outcome: draft.outcome, satisfaction: draft.satisfaction))
    }

    private struct Answered: Encodable, Sendable {
        let caseNumber: CaseNumber
        let outcome: CallbackOutcome
        let satisfaction: Int?
    }
}
