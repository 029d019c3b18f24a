import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

/// Deadlines for the desks, each with its rule and its reckoning.
struct DeadlineRoutes: Sendable {
    let kit: WatcherKit

    func add(to router: inout GuardedRouter) {
        router.on(
            .get, "/v1/districts/:district/cases/:case/deadlines", allow: .operator, .supervisor, .unit,
            handle: deadlinesOfCase)
        router.on(
            .get, "/v1/districts/:district/broadcasts/:broadcast/deadlines", allow: .operator, .supervisor, .programme,
            .unit, handle: deadlinesOfShow)
        router.on(.get, "/v1/districts/:district/deadlines", allow: .operator, .supervisor, .unit, handle: list)
    }

    private struct Page: Encodable, Sendable {
        let deadlines: [DeadlineView]
        /// Of one case alone.
        var age: CaseAge?
        let nextAfter: String?
    }

    @Sendable private func deadlinesOfCase(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let text = try parameters.require("case")
        guard text.isUUID else { throw Self.unknown }
        let kit = kit
        let (id, now, unit) = (CaseID(text.lowercased()), kit.clock.now(), caller.unitScope)
        let page = try await kit.store.read(in: district) { transaction in
            try transaction.confine(to: unit)
            let rows = try transaction.deadlines(of: id, in: district)
            let age = try kit.desk.age(of: id, in: district, at: now, transaction)?.age
            return Page(
                deadlines: try kit.desk.views(rows, in: district, transaction), age: age?.seen(by: unit),
                nextAfter: nil)
        }
        guard !page.deadlines.isEmpty else { throw Self.unknown }
        return try .json(page)
    }

    /// Empty for a show whose units owe nothing that is known.
    @Sendable private func deadlinesOfShow(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let broadcast = BroadcastID(try parameters.require("broadcast"))
        let kit = kit
        let views = try await kit.store.read(in: district) { transaction in
            guard try kit.register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            try transaction.confine(to: caller.unitScope)
            let rows = try transaction.deadlines(of: broadcast, in: district)
            return try kit.desk.views(rows, in: district, transaction)
        }
        return try .json(Page(deadlines: views, nextAfter: nil))
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        var query = ListQuery(request, known: ["status", "unit", "dueBefore", "after", "limit"])
        let filter = DeadlineFilter(
            status: query.name("status", ClockRun.Status.self), unit: query.unit(),
            dueBefore: query.instant("dueBefore"), after: query.after(), limit: query.limit())
        try query.finish()
        let kit = kit
        let views = try await kit.store.read(in: district) { transaction in
            guard try kit.register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            try transaction.confine(to: caller.unitScope)
            return try kit.desk.views(try transaction.deadlines(filter, in: district), in: district, transaction)
        }
        let last = views.count == filter.limit ? views.last : nil
        return try .json(
            Page(deadlines: views, nextAfter: last.map { Cursor(at: $0.due, id: $0.deadline.rawValue).text }))
    }

    private static let unknown = Problem.notFound("There are no deadlines of a case of this id.")
}
