import Contracts
import Foundation
import HTTP
import Messaging
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
        let isStaff = try kit.door.isStaff(request, in: district)
        let facts = try await kit.book.facts(of: district)
        let number = CaseNumber(try parameters.require("caseNumber"))
        let found = try await kit.store.read(in: district) { transaction in
            let row = try transaction.caseRow(number, in: district)
            let link = try row.flatMap { try transaction.link(of: $0.id, in: district) }
            return (
                row, try row.map { try transaction.facts(about: $0.id, in: district) } ?? [], link,
                try link.map { try transaction.facts(about: $0.parent, in: district) } ?? []
            )
        }
        if !isStaff {
            let isRight = try await kit.door.guesses.guess(district: district, caseNumber: number, peer: request.peer) {
                try self.isRight(request.headers["Claim-Code"], for: found.0, in: facts)
            }
            guard isRight else { throw Self.unknown }
        }
        guard let row = found.0 else { throw Self.unknown }
        var status = CaseStatus(row, found.1, units: facts.units)
        status.answer = answer(of: found.1, row, in: district)
        if let link = found.2 { status = status.following(found.3, linkedAt: link.linkedAt) }
        return try .json(status)
    }

    /// The same work, whether the number is unknown or the code is wrong.
    private func isRight(_ text: String?, for row: CaseRow?, in facts: DistrictFacts) throws -> Bool {
        let code = try text.flatMap { ClaimCode($0) } ?? ClaimCode.random()
        let subject = SealSubject(
            district: facts.district, case: row?.id ?? CaseID("00000000-0000-0000-0000-000000000000"))
        let month = row?.month ?? facts.month(of: kit.clock.now())
        do {
            let hash = row?.claimHash ?? Array(repeating: 0, count: 32)
            return try kit.rings.personal.isRight(code, for: hash, of: subject, month: month) && row != nil
        } catch SealingError.keyDestroyed {
            return false
        }
    }

    private static let unknown = Problem.notFound("There is no case of this number, or the claim code is not its own.")

    /// The last answer that a unit has written; nil also when its key is gone.
    private func answer(of facts: [CaseFact], _ row: CaseRow, in district: DistrictID) -> String? {
        guard let sealed = facts.last(where: { $0.answer != nil })?.answer else { return nil }
        let seal = Seal(rings: kit.rings, subject: row.subject(in: district), month: row.month)
        do {
            return try seal.open(sealed, .answer)
        } catch {
            kit.log.warning("answer cannot be opened", ["case": row.id.rawValue, "error": String(describing: error)])
            return nil
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
            cause: Cause(id: UUID().uuidString.lowercased(), traceparent: request.traceparent),
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
