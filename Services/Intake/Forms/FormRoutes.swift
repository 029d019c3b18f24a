import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

/// What the documents have written down on paper, as data (rule DM-09).
struct FormRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        router.on(
            .get, "/v1/districts/:district/broadcasts/:broadcast/registration-form", allow: .operator,
            handle: registrationForm)
    }

    @Sendable private func registrationForm(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let facts = try await kit.book.facts(of: district)
        let id = BroadcastID(try parameters.require("broadcast"))
        let clerk = RegistrationClerk(rings: kit.rings, facts: facts, log: kit.log)
        let entries = try await kit.store.read(in: district) { transaction in
            guard try transaction.broadcast(id, in: district) != nil else {
                throw Problem.notFound("There is no such broadcast.")
            }
            return try transaction.mattersToInvestigate(of: id, in: district).map { row in
                clerk.entry(of: row, try transaction.facts(about: row.id, in: district))
            }
        }
        return try .json(RegistrationForm(of: id, by: facts.rules.pack, entries: entries))
    }
}

extension Transaction {
    /// Of one show, what is complex and what is another unit's affair, in the order of registration.
    borrowing func mattersToInvestigate(of broadcast: BroadcastID, in district: DistrictID) throws -> [CaseRow] {
        let rows = try run(
            """
            SELECT case_number FROM cases
            WHERE district = \(district) AND broadcast = \(broadcast) AND (is_complex OR is_foreign_matter)
            ORDER BY registered_at, case_number
            """)
        return try rows.compactMap { try caseRow(try $0.decode(CaseNumber.self), in: district) }
    }
}
