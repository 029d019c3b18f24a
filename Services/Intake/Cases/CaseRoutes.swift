import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// A case by its number: its status, for the citizen by claim code, and what is amended later.
struct CaseRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        router.onOpenToAll(.get, "/v1/districts/:district/cases/:caseNumber", handle: status)
        router.on(
            .post, "/v1/districts/:district/cases/:caseNumber:amend", allow: .operator,
            handle: amend)
    }

    @Sendable private func status(_ request: Request, _ parameters: Parameters) async throws -> Response {
        let district = try parameters.district()
        let number = CaseNumber(try parameters.require("caseNumber"))
        if try !kit.door.isStaff(request, in: district) {
            _ = try await ClaimCheck(kit: kit).require(request, for: number, in: district)
        }
        let facts = try await kit.book.facts(of: district)
        let found = try await kit.store.read(in: district) { transaction in
            try Found(number, in: district, transaction)
        }
        guard let row = found.row else { throw ClaimCheck.unknown }
        var status = CaseStatus(row, found.facts, units: facts.units)
        status.answer = answer(of: found.facts, row, in: district)
        status.survey = found.survey
        if let earlier = earlierCase(of: found, in: district) { status = status.following(earlier, units: facts.units) }
        if try kit.door.isOperator(request, in: district) {
            status.said = opened(row.said, of: row, in: district) { try $0.openWords($1) }
        }
        return try .json(status)
    }

    /// A report is for nobody else to read (rule DM-45): what became one after the link only says that it is handled.
    private func earlierCase(of found: Found, in district: DistrictID) -> EarlierCase? {
        guard let link = found.link else { return nil }
        guard let parent = found.parent, parent.appeal.category != .report else {
            return EarlierCase(facts: [], answer: nil, linkedAt: link.linkedAt)
        }
        return EarlierCase(
            facts: found.factsOfParent, answer: answer(of: found.factsOfParent, parent, in: district),
            linkedAt: link.linkedAt)
    }

    /// The last answer that a unit has written.
    private func answer(of facts: [CaseFact], _ row: CaseRow, in district: DistrictID) -> String? {
        opened(facts.last { $0.answer != nil }?.answer, of: row, in: district) { try $0.open($1, .answer) }
    }

    /// - Returns: nil where nothing was sealed, and where its key is gone.
    private func opened<Value>(
        _ sealed: SealedText?, of row: CaseRow, in district: DistrictID, _ open: (Seal, SealedText) throws -> Value
    ) -> Value? {
        guard let sealed else { return nil }
        do {
            return try open(Seal(rings: kit.rings, subject: row.subject(in: district), month: row.month), sealed)
        } catch {
            kit.log.warning("text cannot be opened", ["case": row.id.rawValue, "error": String(describing: error)])
            return nil
        }
    }

    /// All that a status is read off.
    private struct Found: Sendable {
        let row: CaseRow?
        var facts: [CaseFact] = []
        var link: CaseLink?
        var parent: CaseRow?
        var factsOfParent: [CaseFact] = []
        var survey: CaseStatus.Survey?

        init(_ number: CaseNumber, in district: DistrictID, _ transaction: borrowing Transaction) throws {
            row = try transaction.caseRow(number, in: district)
            guard let row else { return }
            facts = try transaction.facts(about: row.id, in: district)
            link = try transaction.link(of: row.id, in: district)
            if let link {
                parent = try transaction.caseRow(link.parentNumber, in: district)
                factsOfParent = try transaction.facts(about: link.parent, in: district)
            }
            guard let question = Question(facts), question.isForHimself else { return }
            let isAnswered = try transaction.surveyAnswer(to: question.callback, in: district) != nil
            survey = isAnswered ? .answered : question.isOver ? nil : .open
        }
    }

    @Sendable private func amend(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let facts = try await kit.book.facts(of: district)
        let number = CaseNumber(try parameters.require("caseNumber"))
        let key = try IdempotencyKey.check(request.headers[IdempotencyKey.header])
        let now = kit.clock.now()
        let draft = try request.decode(AmendmentDraft.self).checked(in: facts, at: now)
        let amendment = Amendment(
            draft: draft, district: district, rings: kit.rings, now: now,
            cause: Cause(id: TimeOrderedID.make(at: now), traceparent: request.traceparent),
            request: try key.map {
                .init(
                    id: try DerivedID.make("amend", district.rawValue, number.rawValue, $0),
                    parts: [String(decoding: request.body, as: UTF8.self)])
            })
        let missing = try await kit.store.record(in: district) { transaction, journal in
            try amendment.apply(to: number, in: transaction, journal)
        }
        return try .json(Amended(caseNumber: number, missing: missing))
    }

    private struct Amended: Encodable, Sendable {
        let caseNumber: CaseNumber
        let missing: [String]
    }
}
