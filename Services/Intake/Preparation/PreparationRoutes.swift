import Contracts
import HTTP
import Messaging
import RulePacks
import ServiceKit

/// What units owe and ask for a show: done, planned, requested, decided.
struct PreparationRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        let show = "/v1/districts/:district/broadcasts/:broadcast"
        router.on(
            .get, "\(show)/preparation", allow: .operator, .programme, .unit, .supervisor, handle: list)
        router.on(
            .post, "\(show)/duties/:duty/discharge", allow: .operator, .programme, .unit, handle: discharge)
        router.on(.post, "\(show)/duties/:duty/plan", allow: .operator, .programme, .unit, handle: plan)
        router.on(.post, "\(show)/leave", allow: .operator, .programme, .unit) {
            try await request(.leave, $0, $1, $2)
        }
        router.on(.post, "\(show)/reschedule-requests", allow: .operator, .programme, .unit) {
            try await request(.reschedule, $0, $1, $2)
        }
        router.on(.post, "\(show)/leave/decision", allow: .supervisor, .operator, handle: decide)
    }

    struct Page: Encodable {
        let acts: [PreparationAct]
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, show) = try await place(parameters)
        let unit = caller.unitScope
        let acts = try await kit.store.read(in: facts.district) {
            try $0.preparation(of: show.id, in: facts.district, by: unit)
        }
        return try .json(Page(acts: acts))
    }

    @Sendable private func discharge(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, show) = try await place(parameters)
        let duty = try duty(parameters, .dutyDischarged, facts)
        let draft = try request.body.isEmpty ? DischargeDraft() : request.decode(DischargeDraft.self)
        let now = kit.clock.now()
        if let at = draft.at {
            // What a unit says of itself it says now; who keeps the list may type it up later.
            if caller.unitScope != nil { throw Problem.invalid("at", "is not for a unit to say") }
            if at > now { throw Problem.invalid("at", "must not be in the future") }
            if at < now.advanced(bySeconds: -31 * 86_400) { throw Problem.invalid("at", "lies more than 31 days back") }
        }
        let units = try units(draft.unit, of: show, caller)
        if caller.unitScope != nil { try await requireOpen(duty, for: units, of: show, facts) }
        return try await take(
            units.map {
                PreparationAct(
                    broadcast: show.id, unit: $0, act: .discharge, subject: duty, at: draft.at ?? now,
                    account: caller.grant.name)
            }, in: facts)
    }

    @Sendable private func plan(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, show) = try await place(parameters)
        let duty = try duty(parameters, .dutyPlanned, facts)
        let draft = try request.decode(DutyPlanDraft.self)
        let now = kit.clock.now()
        if draft.plannedFor > now.advanced(bySeconds: FieldCheck.twoYears) {
            throw Problem.invalid("plannedFor", "lies more than two years ahead")
        }
        if draft.plannedFor < now { throw Problem.invalid("plannedFor", "must not be in the past") }
        let units = try units(draft.unit, of: show, caller)
        return try await take(
            units.map {
                PreparationAct(
                    broadcast: show.id, unit: $0, act: .plan, subject: duty, at: now, plannedFor: draft.plannedFor,
                    account: caller.grant.name)
            }, in: facts)
    }

    // MARK: parts

    func take(_ acts: [PreparationAct], in facts: DistrictFacts) async throws -> Response {
        let taken = try await kit.store.record(in: facts.district) { transaction, journal in
            try acts.map { try transaction.take($0, in: facts.district, journal) }
        }
        return try .json(Page(acts: taken))
    }

    func place(_ parameters: Parameters) async throws -> (DistrictFacts, Broadcast) {
        let district = try parameters.district()
        let facts = try await kit.book.facts(of: district)
        let id = BroadcastID(try parameters.require("broadcast"))
        guard let show = try await kit.store.read(in: district, { try $0.broadcast(id, in: district) }) else {
            throw Problem.notFound("There is no such broadcast.")
        }
        return (facts, show)
    }

    private func duty(_ parameters: Parameters, _ kind: FactKind, _ facts: DistrictFacts) throws -> String {
        let duty = try parameters.require("duty")
        let known = facts.rules.pack.duties(in: kind)
        guard known.contains(duty) else {
            let names = known.sorted().joined(separator: ", ")
            throw Problem.notFound("The rules know no such duty; they know \(names.isEmpty ? "none" : names).")
        }
        return duty
    }

    func units(_ named: UnitID?, of show: Broadcast, _ caller: Caller) throws -> [UnitID] {
        guard let unit = named ?? caller.unitScope else { return show.units }
        try caller.requireReach(of: unit)
        guard show.units.contains(unit) else { throw Problem.invalid("unit", "is not a unit of this show") }
        return [unit]
    }
}
