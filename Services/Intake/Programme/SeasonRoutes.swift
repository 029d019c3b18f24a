import Contracts
import HTTP
import Messaging
import Postgres
import RulePacks
import ServiceKit

/// The year's plan of shows.
struct SeasonRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        router.on(.put, "/v1/districts/:district/season", allow: .operator, .programme, handle: plan)
        router.on(
            .get, "/v1/districts/:district/season", allow: .operator, .programme, .unit, .supervisor,
            handle: show)
        router.on(
            .get, "/v1/districts/:district/broadcasts", allow: .operator, .programme, .unit, .supervisor,
            handle: show)
    }

    /// Enters new shows and alters planned ones. A show that is not named stays as it is: what was announced to the
    /// town is moved, not forgotten.
    @Sendable private func plan(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        let facts = try await kit.book.facts(of: district)
        let shows = try await shows(in: request, facts)
        let now = kit.clock.now()
        let changed = try await kit.store.record(in: district) { transaction, journal in
            let changed = try transaction.plan(shows, of: district, at: now, by: facts.rules.pack.version, journal)
            try Announcing(facts: facts, now: now).announce(shows, in: transaction, journal)
            return changed
        }
        kit.dueSignal.wake()
        return try .json(Planned(broadcasts: shows.count, changed: changed))
    }

    private func shows(in request: Request, _ facts: DistrictFacts) async throws -> [Broadcast] {
        let type = request.headers["Content-Type"]?.lowercased() ?? ""
        let (district, days) = (facts.district, facts.showDays(at: kit.clock.now()))
        guard type.hasPrefix("text/csv") else {
            let draft = try request.decode(SeasonDraft.self)
            let known = try await kit.store.read(in: district) { Set(try $0.broadcasts(of: district).map(\.id)) }
            return try draft.checked(in: facts, days: days, known: known)
        }
        let text = NamedText(name: "season", text: try request.text(as: "text/csv"))
        let (units, known) = try await kit.store.read(in: district) {
            (try $0.unitRegister(of: district), try $0.broadcasts(of: district))
        }
        do {
            let season = try Season(text, pack: facts.rules.pack, units: units, days: days)
            return season.broadcasts.map { line in Broadcast(line, keeping: known.first { $0.id == line.id }) }
        } catch {
            throw HTTP.Problem(error, title: "The season was refused; the old one stays in force")
        }
    }

    @Sendable private func show(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        _ = try await kit.book.facts(of: district)
        let shows = try await kit.store.read(in: district) { try $0.broadcasts(of: district) }
        return try .json(["broadcasts": shows])
    }

    private struct Planned: Encodable, Sendable {
        let broadcasts: Int
        /// How many of them were new or altered.
        let changed: Int
    }
}

extension Transaction {
    /// - Returns: how many were new or altered; an event is recorded for each.
    /// - Throws: `Problem` 409 when a show that was opened already would be altered: then nothing is.
    borrowing func plan(
        _ shows: [Broadcast], of district: DistrictID, at now: Instant, by packVersion: String, _ journal: Journal
    ) throws -> Int {
        var changed = 0
        for show in shows {
            let known = try broadcast(show.id, in: district, isLocked: true)
            if let known {
                if known.hasSamePlan(as: show) {
                    if try setTopic(show.topic, of: show.id, in: district) { changed += 1 }
                    continue
                }
                guard known.state == .planned else {
                    throw HTTP.Problem.conflict(
                        "Broadcast \(show.id) is \(known.state.rawValue): its plan cannot be altered.")
                }
            }
            try plan(show, of: district, at: now)
            // The plan is part of the cause: moving a show there and back again is two facts.
            let cause = Cause(
                id: try DerivedID.make("season", district.rawValue, show.id.rawValue, now.rfc3339))
            try journal.events(causedBy: cause).record(
                BroadcastScheduled(
                    broadcast: show.id, opensAt: show.opensAt, closesAt: show.closesAt, units: show.units,
                    newUnits: show.newUnits.isEmpty ? nil : show.newUnits, packVersion: packVersion), at: now)
            changed += 1
        }
        return changed
    }

    /// The units that dispatch has told of, for the names in a season's lines.
    borrowing func unitRegister(of district: DistrictID) throws -> UnitRegister {
        let rows = try run("SELECT unit, name, aliases FROM units WHERE district = \(district) ORDER BY unit")
        return UnitRegister(
            try rows.map { row in
                let (unit, name, aliases) = try row.decode((UnitID, String, [String]).self)
                return UnitEntry(id: unit, name: name, aliases: aliases, kind: .bureau, mailbox: "")
            })
    }
}
