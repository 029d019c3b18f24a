import Contracts
import HTTP
import Messaging
import Sealing
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

    private struct LinkDraft: Decodable {
        let parent: String
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
            let search = try Self.search(row, rings, facts, since)
            return Proposals(
                caseNumber: number, linkedTo: try transaction.link(of: row.id, in: district)?.parentNumber,
                repeats: try transaction.repeats(of: row.id, in: district),
                waiting: try transaction.unsketchedCases(in: district),
                proposals: try search?.proposals(for: row, since: since, in: transaction) ?? [])
        }
        return try .json(page)
    }

    /// - Returns: nil for a report, which is held against nothing, and for a case whose key is gone.
    private static func search(
        _ row: CaseRow, _ rings: Rings, _ facts: DistrictFacts, _ since: Instant
    ) throws -> RepeatSearch? {
        guard row.appeal.category != .report else { return nil }
        let oldest = facts.month(of: since)
        do {
            let months = try rings.personal.months(of: facts.district).filter { $0 >= oldest }
            return try RepeatSearch(row, rings: rings, district: facts.district, months: months)
        } catch SealingError.keyDestroyed {
            return nil
        }
    }

    @Sendable private func link(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let number = CaseNumber(try parameters.require("caseNumber"))
        let draft = try request.decode(LinkDraft.self)
        let isNumber = draft.parent.utf8.allSatisfy { (0x21...0x7E).contains($0) } && draft.parent.utf8.count <= 64
        guard isNumber, !draft.parent.isEmpty else { throw Problem.invalid("parent", "is no case number") }
        let parent = CaseNumber(draft.parent)
        let now = kit.clock.now()
        try await kit.store.record(in: district) { transaction, journal in
            try transaction.link(
                number, to: parent, at: now, by: caller.grant.name, in: district, journal)
        }
        return try .json(Linked(caseNumber: number, parent: parent))
    }
}
