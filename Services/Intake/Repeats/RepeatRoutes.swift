import Contracts
import HTTP
import Messaging
import ServiceKit

/// Repeats are proposed to a person, who links them (rule DM-45).
struct RepeatRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        let place = "/v1/districts/:district"
        router.on(.get, "\(place)/repeats", allow: .operator, .supervisor, handle: list)
        router.on(.get, "\(place)/cases/:caseNumber/repeats", allow: .operator, .supervisor, handle: propose)
        router.on(.post, "\(place)/cases/:caseNumber/link", allow: .operator, handle: link)
    }

    private struct Page: Encodable {
        let cases: [RepeatedCase]
    }

    private struct Proposals: Encodable {
        let caseNumber: CaseNumber
        /// The case that this one is linked to.
        let linkedTo: CaseNumber?
        /// How many are linked to this case.
        let repeats: Int
        /// Cases of the district that were registered just now and are not searched yet.
        let waiting: Int
        let proposals: [RepeatSearch.Proposal]
    }

    private struct Linked: Encodable {
        let caseNumber: CaseNumber
        let parent: CaseNumber
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        _ = try await kit.book.facts(of: district)
        return try .json(Page(cases: try await kit.store.read(in: district) { try $0.repeatedCases(in: district) }))
    }

    @Sendable private func propose(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let facts = try await kit.book.facts(of: district)
        let number = CaseNumber(try parameters.require("caseNumber"))
        let since = kit.clock.now().advanced(bySeconds: -RepeatSearch.daysBack * 86_400)
        let rings = kit.rings
        let page = try await kit.store.read(in: district) { transaction in
            guard let row = try transaction.caseRow(number, in: district) else {
                throw Problem.notFound("There is no case of this number.")
            }
            let search = try RepeatSearch.of(row, from: facts.month(of: since), rings, in: district)
            return Proposals(
                caseNumber: number, linkedTo: try transaction.link(of: row.id, in: district)?.parentNumber,
                repeats: try transaction.repeats(of: row.id, in: district),
                waiting: try transaction.unsketchedCases(in: district),
                proposals: try search?.proposals(for: row, since: since, in: transaction) ?? [])
        }
        return try .json(page)
    }

    @Sendable private func link(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let number = CaseNumber(try parameters.require("caseNumber"))
        let parent = try request.decode(ParentDraft.self).checked()
        let now = kit.clock.now()
        try await kit.store.record(in: district) { transaction, journal in
            try transaction.link(
                number, to: parent, at: now, by: caller.grant.name, in: district, journal)
        }
        return try .json(Linked(caseNumber: number, parent: parent))
    }
}
