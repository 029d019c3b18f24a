import Contracts
import HTTP
import Messaging
import ServiceKit

/// The worklist of what was found to be a repeat, most likely: a person links it (`RepeatRoutes`) or dismisses it.
struct ProposalRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        let place = "/v1/districts/:district"
        router.on(.get, "\(place)/repeats/proposals", allow: .operator, .supervisor, handle: list)
        router.on(.post, "\(place)/cases/:caseNumber/repeats/dismissal", allow: .operator, handle: dismiss)
    }

    private struct List: Encodable {
        let proposals: [OpenProposal]
        /// Cases of the district that are not searched yet.
        let waiting: Int
        /// The cursor of the next page; nil on the last one.
        let next: String?
    }

    private struct Dismissed: Encodable {
        let caseNumber: CaseNumber
        let parent: CaseNumber
        let dismissedAt: Instant
        let account: String
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        _ = try await kit.book.facts(of: district)
        let page = try ProposalPage(query: request.query)
        let list = try await kit.store.read(in: district) { transaction in
            let found = try transaction.openProposals(to: page, in: district)
            let shown = found.prefix(page.limit)
            return List(
                proposals: shown.map(\.proposal),
                waiting: try transaction.unsketchedCases(in: district) + transaction.unsearchedCases(in: district),
                next: found.count > page.limit ? shown.last.map { ProposalPage.cursor(after: $0.place) } : nil)
        }
        return try .json(list)
    }

    @Sendable private func dismiss(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let number = CaseNumber(try parameters.require("caseNumber"))
        let parent = try request.decode(ParentDraft.self).checked()
        let (now, account) = (kit.clock.now(), caller.grant.name)
        let dismissed = try await kit.store.record(in: district) { transaction, _ in
            guard let row = try transaction.caseRow(number, in: district, isLocked: true) else {
                throw Problem.notFound("There is no case of this number.")
            }
            guard let other = try transaction.caseRow(parent, in: district),
                let (at, by) = try transaction.dismiss(row.id, as: other.id, at: now, by: account, in: district)
            else { throw Problem.invalid("parent", "is not proposed for this case") }
            return Dismissed(caseNumber: number, parent: parent, dismissedAt: at, account: by)
        }
        return try .json(dismissed)
    }
}

/// The earlier case that a case is linked to, or is not to be.
struct ParentDraft: Decodable {
    let parent: String

    /// - Throws: `Problem` 400 for what cannot be a case's number.
    func checked() throws(Problem) -> CaseNumber {
        let isNumber = parent.utf8.allSatisfy { (0x21...0x7E).contains($0) } && parent.utf8.count <= 64
        guard isNumber, !parent.isEmpty else { throw Problem.invalid("parent", "is no case number") }
        return CaseNumber(parent)
    }
}
