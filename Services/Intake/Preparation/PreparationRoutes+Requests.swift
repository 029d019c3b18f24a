import Contracts
import HTTP
import Messaging
import RulePacks
import ServiceKit

/// What a unit asks for, and what becomes of it.
extension PreparationRoutes {
    func request(
        _ kind: PreparationAct.Kind, _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, show) = try await place(parameters)
        let draft = try request.decode(RequestDraft.self)
        guard let unit = draft.unit ?? caller.unitScope else { throw Problem.invalid("unit", "is missing") }
        let units = try units(unit, of: show, caller)
        let now = kit.clock.now()
        let subject = draft.isWritten ? PreparationAct.written : PreparationAct.spoken
        return try await take(
            units.map {
                PreparationAct(
                    broadcast: show.id, unit: $0, act: kind, subject: subject, at: now, account: caller.grant.name)
            }, in: facts)
    }

    /// Where the rules ask for an approval; elsewhere leave is recorded, and nobody decides (rule X11).
    @Sendable func decide(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, show) = try await place(parameters)
        let draft = try request.decode(LeaveDecisionDraft.self)
        guard facts.rules.pack.policy(.leaveApproval) == .text("required") else {
            throw Problem.conflict("This district's rules record leave; nobody decides about it.")
        }
        let unit = try units(draft.unit, of: show, caller)[0]
        let subject = draft.isApproved ? PreparationAct.approved : PreparationAct.refused
        let act = PreparationAct(
            broadcast: show.id, unit: unit, act: .leaveDecision, subject: subject, at: kit.clock.now(),
            account: caller.grant.name)
        let taken = try await kit.store.record(in: facts.district) { transaction, journal in
            _ = try transaction.broadcast(show.id, in: facts.district, isLocked: true)
            let known = try transaction.preparation(of: show.id, in: facts.district, by: unit)
            guard known.contains(where: { $0.act == .leave && $0.subject == PreparationAct.written }) else {
                throw Problem.conflict("The unit has not asked for leave in writing.")
            }
            if known.contains(where: { $0.act == .leaveDecision && $0.subject != subject }) {
                throw Problem.conflict("The request was decided otherwise.")
            }
            return try transaction.take(act, in: facts.district, journal)
        }
        return try .json(Page(acts: [taken]))
    }
}
