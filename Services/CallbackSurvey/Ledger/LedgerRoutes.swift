import Contracts
import HTTP
import Messaging
import Postgres
import RulePacks
import ServiceKit

/// The season's ledger, that of one broadcast, and a month's column.
struct LedgerRoutes: Sendable {
    let kit: SurveyKit

    func add(to router: inout GuardedRouter) {
        router.on(
            .get, "/v1/districts/:district/ledger", allow: .operator, .supervisor, .programme, handle: season)
        router.on(
            .get, "/v1/districts/:district/broadcasts/:broadcast/ledger", allow: .operator, .supervisor, .programme,
            handle: broadcast)
        router.on(
            .get, "/v1/districts/:district/ledger/months/:month", allow: .operator, .supervisor, .programme,
            handle: month)
    }

    @Sendable private func season(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let kit = kit
        return try .json(
            try await kit.store.read(in: district) { transaction in
                let rules = try kit.rules(of: district, in: transaction)
                let scope = try LedgerScope(district: district, query: request.query, zone: rules.pack.hours.zone)
                return try transaction.ledger(of: scope, kit.register)
            })
    }

    /// For the column in the monthly bulletin (rule CZ-15).
    @Sendable private func month(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let text = try parameters.require("month")
        let kit = kit
        let now = kit.clock.now()
        return try .json(
            try await kit.store.read(in: district) { transaction in
                let rules = try kit.rules(of: district, in: transaction)
                let span = try MonthSpan(text, of: district, zone: rules.pack.hours.zone)
                guard span.from <= now else { throw Problem.notFound("This month has not begun.") }
                return try transaction.column(of: span, at: now, kit.register)
            })
    }

    /// Of a broadcast from which nothing has come the ledger is empty.
    @Sendable private func broadcast(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let id = try parameters.require("broadcast")
        guard id.isSlug else { throw Problem.notFound("There is no such broadcast.") }
        let kit = kit
        return try .json(
            try await kit.store.read(in: district) { transaction in
                _ = try kit.rules(of: district, in: transaction)
                let scope = LedgerScope(district: district, broadcast: BroadcastID(id))
                return try transaction.ledger(of: scope, kit.register)
            })
    }
}
