import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

/// What became of a matter, told to the public in a later show (rule DM-11).
struct EpisodeRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        router.on(
            .post, "/v1/districts/:district/broadcasts/:broadcast/later-answers", allow: .operator, .programme,
            handle: answer)
    }

    private struct Draft: Decodable {
        let caseNumber: CaseNumber
        /// What was said.
        let answer: String?
    }

    private struct Answered: Encodable {
        let caseNumber: CaseNumber
        let broadcast: BroadcastID
    }

    /// - Throws: `Problem` 409 where the show is not on yet, is the case's own, or the matter has not been answered.
    @Sendable private func answer(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let facts = try await kit.book.facts(of: try parameters.district())
        let (district, show) = (facts.district, BroadcastID(try parameters.require("broadcast")))
        let draft = try request.decode(Draft.self)
        var check = FieldCheck()
        let text = check.text("answer", draft.answer, atMost: 5_000)
        try check.finish()
        let (now, account, rings) = (kit.clock.now(), caller.grant.name, kit.rings)
        try await kit.store.record(in: district) { transaction, journal in
            guard let broadcast = try transaction.broadcast(show, in: district) else {
                throw Problem.notFound("There is no such broadcast.")
            }
            guard let row = try transaction.caseRow(draft.caseNumber, in: district, isLocked: true) else {
                throw Problem.invalid("caseNumber", "is no case of this district")
            }
            guard let openedAt = broadcast.openedAt else { throw Problem.conflict("The show has not been opened.") }
            guard row.broadcast != show, openedAt > row.registeredAt else {
                throw Problem.conflict("The show is not later than the one in which the matter was raised.")
            }
            let known = try transaction.facts(about: row.id, in: district)
            guard known.contains(where: { $0.type == WorkOrderAnswered.type }) else {
                throw Problem.conflict("The unit has not answered yet: there is nothing to tell the public.")
            }
            guard try transaction.answerInEpisode(row.id, show, at: now, by: account, in: district) else { return }
            let seal = Seal(rings: rings, subject: row.subject(in: district), month: row.month)
            let cause = Cause(id: try DerivedID.make("episode", district.rawValue, row.id.rawValue, show.rawValue))
            try journal.events(causedBy: cause).record(
                AppealAnsweredInEpisode(
                    case: row.id, broadcast: show, answer: try text.map { try seal.text($0, .answer) }), at: now)
        }
        return try .json(Answered(caseNumber: draft.caseNumber, broadcast: show))
    }
}

extension Transaction {
    /// - Returns: false where it is known already.
    borrowing func answerInEpisode(
        _ id: CaseID, _ show: BroadcastID, at now: Instant, by account: String, in district: DistrictID
    ) throws -> Bool {
        try change(
            """
            INSERT INTO episode_answers (district, case_id, broadcast, answered_at, account)
            VALUES (\(district), \(id)::uuid, \(show), \(now), \(account)) ON CONFLICT DO NOTHING
            """) == 1
    }
}
