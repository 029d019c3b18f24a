import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

/// The list of the appeals that 12345 took down on a day for the programme team (rule CZ-60).
struct ListRoutes: Sendable {
    static let most = 1_000

    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        let place = "/v1/districts/:district/lists/:day"
        router.on(.get, place, allow: .operator, .programme, handle: list)
        router.on(.post, "\(place)/send", allow: .operator, handle: send)
    }

    private struct Page: Encodable {
        let day: CivilDay
        let appeals: [ListedAppeal]
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, day) = try await place(parameters)
        let zone = facts.rules.pack.hours.zone
        let span = (zone.instant(on: day, second: 0), zone.instant(on: day.advanced(by: 1), second: 0))
        let rings = kit.rings
        let appeals = try await kit.store.read(in: facts.district) { transaction in
            try transaction.listedAppeals(from: span.0, to: span.1, in: facts.district).map { try $0.opened(rings) }
        }
        return try .json(Page(day: day, appeals: appeals))
    }

    private struct Sent: Encodable {
        let day: CivilDay
        let sent: Int
    }

    /// Sends what has not been sent yet: who is registered later that day comes with the next sending.
    @Sendable private func send(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        try request.checkNothingElse()
        let (facts, day) = try await place(parameters)
        let zone = facts.rules.pack.hours.zone
        let span = (zone.instant(on: day, second: 0), zone.instant(on: day.advanced(by: 1), second: 0))
        let (now, account) = (kit.clock.now(), caller.grant.name)
        let count = try await kit.store.record(in: facts.district) { transaction, journal in
            let new = try transaction.list(from: span.0, to: span.1, at: now, by: account, in: facts.district)
            for (id, _) in new {
                // Once for each case, so its id follows from the case.
                let cause = Cause(id: try DerivedID.make("list", facts.district.rawValue, id.rawValue))
                try journal.events(causedBy: cause).record(AppealListed(case: id, day: day), at: now)
            }
            try tell(new, of: day, in: facts.district, at: now, journal)
            return new.count
        }
        return try .json(Sent(day: day, sent: count))
    }

    /// That there is a list to read: to the programme team, as the pack has it.
    private func tell(
        _ new: [(id: CaseID, number: CaseNumber)], of day: CivilDay, in district: DistrictID, at now: Instant,
        _ journal: Journal
    ) throws {
        for begin in stride(from: 0, to: new.count, by: ListSent.most) {
            let part = new[begin..<min(begin + ListSent.most, new.count)]
            // A case is in one list only, so the first of them tells this sending from any other.
            let cause = Cause(id: try DerivedID.make("list-sent", district.rawValue, new[begin].id.rawValue))
            try journal.events(causedBy: cause).record(ListSent(day: day, caseNumbers: part.map(\.number)), at: now)
        }
    }

    private func place(_ parameters: Parameters) async throws -> (DistrictFacts, CivilDay) {
        let facts = try await kit.book.facts(of: try parameters.district())
        guard let day = CivilDay(try parameters.require("day")) else {
            throw Problem.invalid("day", "is no day, such as 2020-05-14")
        }
        if day > facts.day(of: kit.clock.now()) { throw Problem.invalid("day", "lies ahead") }
        return (facts, day)
    }
}
