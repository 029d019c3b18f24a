import Contracts
import HTTP
import Messaging
import Postgres
import RulePacks
import ServiceKit

/// Where a named person proposes and decides; the program sanctions nobody (rule X32).
struct AccountabilityRoutes: Sendable {
    let kit: WatcherKit

    func add(to router: inout GuardedRouter) {
        let place = "/v1/districts/:district/accountabilities"
        router.on(.get, place, allow: .supervisor, .discipline, handle: list)
        router.on(.get, "\(place)/:accountability", allow: .supervisor, .discipline, handle: dossier)
        router.on(.post, "\(place)/:accountability/decision", allow: .supervisor, .discipline, handle: decide)
        router.on(
            .post, "/v1/districts/:district/cases/:case/accountabilities", allow: .operator, .supervisor, .discipline,
            handle: propose)
    }

    private struct Page: Encodable {
        let accountabilities: [Accountability]
        let nextAfter: String?
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        var query = ListQuery(request, known: ["state", "kind", "unit", "after", "limit"])
        let filter = AccountabilityFilter(
            state: query.name("state", Accountability.State.self), kind: query.name("kind", Accountability.Kind.self),
            unit: query.unit(), after: query.after(), limit: query.limit())
        try query.finish()
        let register = kit.register
        let found = try await kit.store.read(in: district) { transaction in
            guard try register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            return try transaction.accountabilities(filter, in: district)
        }
        let last = found.count == filter.limit ? found.last : nil
        return try .json(
            Page(
                accountabilities: found,
                nextAfter: last.map { Cursor(at: $0.proposedAt, id: $0.accountability.rawValue).text }))
    }

    @Sendable private func dossier(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (district, id, desk) = (try parameters.district(), try Self.id(parameters), kit.desk)
        let texts = CaseTexts(kit: kit, district: district)
        let dossier = try await kit.store.read(in: district) { transaction in
            guard var found = try transaction.accountability(id, in: district) else { throw Self.unknown }
            found.reason = texts.open(found.sealedReason, .reason, of: found.case)
            return try transaction.dossier(of: found, in: district, desk, texts)
        }
        return try .json(dossier)
    }

    private struct ProposalDraft: Decodable {
        let kind: Accountability.Kind
        let rule: RuleID
        let ground: String
        let unit: UnitID?
    }

    /// What no clock sees: an adverse effect, another fault (rules CZ-21, DM-46). The same again is the same proposal.
    @Sendable private func propose(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let text = try parameters.require("case")
        guard text.isUUID else { throw Self.unknownCase }
        let (draft, id) = (try request.decode(ProposalDraft.self), CaseID(text.lowercased()))
        try Self.check(draft)
        let (now, account) = (kit.clock.now(), caller.grant.name)
        let proposal = Accountability(
            id: AccountabilityID(
                try DerivedID.make(
                    "accountability", district.rawValue, id.rawValue, draft.kind.rawValue, draft.rule.rawValue,
                    draft.ground, draft.unit?.rawValue ?? "")),
            draft.kind, of: id, rule: draft.rule, ground: draft.ground, unit: draft.unit, at: now, by: account)
        let register = kit.register
        let stored = try await kit.store.record(in: district) { transaction, journal in
            guard let known = try transaction.states(of: [id], in: district)[id] else { throw Self.unknownCase }
            let pack = try known.state.packVersion.map {
                try register.rules(of: district, version: $0, in: transaction).pack
            }
            try Self.check(draft, by: pack?.situations ?? [])
            if try transaction.store([proposal], of: district) == 1 {
                let cause = Cause(id: proposal.accountability.rawValue)
                try journal.events(causedBy: cause).record(proposal.proposal, at: now)
            }
            return try transaction.accountability(proposal.accountability, in: district) ?? proposal
        }
        return try .json(stored)
    }

    private struct DecisionDraft: Decodable {
        let isUpheld: Bool
        let reason: String?

        func checked() throws(Problem) -> (isUpheld: Bool, reason: String) {
            var check = FieldCheck()
            let reason = check.requiredText("reason", reason, atMost: 1_000)
            try check.finish()
            return (isUpheld, reason)
        }
    }

    /// The reason's wording apart, the same decision again is a repeat, whoever states it; another one is refused.
    @Sendable private func decide(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        try caller.requirePerson()
        let (district, id) = (try parameters.district(), try Self.id(parameters))
        let (isUpheld, reason) = try request.decode(DecisionDraft.self).checked()
        let (now, account) = (kit.clock.now(), caller.grant.name)
        let texts = CaseTexts(kit: kit, district: district)
        let decided = try await kit.store.record(in: district) { transaction, journal in
            guard let known = try transaction.accountability(id, in: district, isLocked: true) else {
                throw Self.unknown
            }
            if let before = known.isUpheld {
                guard before == isUpheld else { throw Problem.conflict("It was decided otherwise.") }
                return known
            }
            if known.withdrawnAt != nil { throw Problem.conflict("The proposal has been withdrawn.") }
            let decision = AccountabilityDecision(
                isUpheld: isUpheld, account: account,
                reason: try texts.seal(reason, .reason, of: known.case, since: known.proposedAt, in: transaction),
                at: now)
            guard try transaction.decide(id, decision, of: district) else { return known }
            let cause = Cause(id: known.accountability.rawValue)
            try journal.events(causedBy: cause).record(known.event(of: decision), at: now)
            return try transaction.accountability(id, in: district) ?? known
        }
        return try .json(decided)
    }

    /// What the district's rules hold nobody to account for, nobody is proposed for.
    private static func check(_ draft: ProposalDraft, by situations: [Situation]) throws {
        let known = situations.filter { $0.kind.rawValue == draft.kind.rawValue }.map(\.rule.rawValue)
        guard known.contains(draft.rule.rawValue) else {
            let names = known.isEmpty ? "none" : known.joined(separator: ", ")
            throw Problem.invalid("rule", "is no ground for this kind in the district's rules; known are \(names)")
        }
    }

    private static func check(_ draft: ProposalDraft) throws {
        var check = FieldCheck()
        _ = check.code("ground", draft.ground)
        if let unit = draft.unit, !unit.rawValue.isSlug { check.fault("unit", "is not a unit's id") }
        try check.finish()
    }

    private static func id(_ parameters: Parameters) throws -> AccountabilityID {
        let text = try parameters.require("accountability")
        guard text.isUUID else { throw unknown }
        return AccountabilityID(text.lowercased())
    }

    private static let unknown = Problem.notFound("There is no proposal of this id.")
    private static let unknownCase = Problem.notFound("There is no case of this id.")
}
