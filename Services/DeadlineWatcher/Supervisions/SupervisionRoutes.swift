import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

/// The supervisor's desk, and what units owe it.
struct SupervisionRoutes: Sendable {
    let kit: WatcherKit

    func add(to router: inout GuardedRouter) {
        let place = "/v1/districts/:district/supervisions"
        router.on(.get, place, allow: .supervisor, .operator, .unit, handle: list)
        router.on(.get, "\(place)/:supervision/proposal-form", allow: .supervisor, .operator, handle: form)
        router.on(.post, "\(place)/:supervision/letter", allow: .supervisor, .operator, handle: issue)
        router.on(.post, "\(place)/:supervision/receipt", allow: .unit, .supervisor, handle: receive)
        router.on(.post, "\(place)/:supervision/answer", allow: .unit, handle: answer)
        router.on(.post, "\(place)/:supervision/report", allow: .unit, handle: report)
        router.on(.post, "\(place)/:supervision/conclude", allow: .supervisor, handle: conclude)
    }

    private struct Page: Encodable {
        let supervisions: [Supervision]
        let nextAfter: String?
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        var query = ListQuery(request, known: ["state", "unit", "after", "limit"])
        let filter = SupervisionFilter(
            state: query.name("state", Supervision.State.self), unit: query.unit(), after: query.after(),
            limit: query.limit())
        try query.finish()
        let (register, texts) = (kit.register, CaseTexts(kit: kit, district: district))
        let found = try await kit.store.read(in: district) { transaction in
            guard try register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            try transaction.confine(to: caller.unitScope)
            return try transaction.supervisions(filter, in: district).map { $0.opened(by: texts) }
        }
        let last = found.count == filter.limit ? found.last : nil
        return try .json(
            Page(
                supervisions: found,
                nextAfter: last.map { Cursor(at: $0.openedAt, id: $0.supervision.rawValue).text }))
    }

    private struct LetterDraft: Decodable {
        let unit: UnitID?
    }

    @Sendable private func issue(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let unit = try request.body.isEmpty ? nil : request.decode(LetterDraft.self).unit
        if let unit, !unit.rawValue.isSlug { throw Problem.invalid("unit", "is not a unit's id") }
        let issuer = try await requireIssuer(caller, of: parameters.district())
        let account = caller.grant.name
        return try await act(.issued, parameters, caller) { known, _ in
            guard known.proposedAt != nil, let rule = known.rule else {
                throw Problem.conflict("No letter has been proposed.")
            }
            if known.withdrawnAt != nil { throw Problem.conflict("The proposal has been withdrawn.") }
            guard let addressee = known.unit ?? unit else { throw Problem.invalid("unit", "is missing") }
            guard unit == nil || unit == addressee else { throw Problem.invalid("unit", "is not the unit at issue") }
            return SupervisionLetterIssued(
                case: known.case, supervision: known.supervision, rule: rule, workOrder: known.workOrder,
                unit: addressee, issuer: issuer, issuedBy: account)
        }
    }

    private struct ReceiptDraft: Decodable {
        let at: Instant?
    }

    @Sendable private func receive(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let at = try request.body.isEmpty ? nil : request.decode(ReceiptDraft.self).at
        if let at, at > kit.clock.now() { throw Problem.invalid("at", "must not be in the future") }
        return try await act(.received, parameters, caller, at: at) { known, _ in
            guard let issuedAt = known.issuedAt else { throw Problem.conflict("No letter has been issued.") }
            try Self.requireOpen(known)
            if let at, at < issuedAt { throw Problem.invalid("at", "must not be before the letter was issued") }
            return SupervisionLetterReceived(
                case: known.case, supervision: known.supervision, workOrder: known.workOrder,
                unit: try Self.unit(known),
                receivedBy: caller.grant.name)
        }
    }

    static func requireReceipt(_ known: Supervision) throws {
        guard known.receivedAt != nil else { throw Problem.conflict("The letter's receipt is not on record.") }
        try requireOpen(known)
    }

    static func requireAnswer(_ known: Supervision) throws {
        guard known.answeredAt != nil else { throw Problem.conflict("The answer to the citizen is not on record.") }
    }

    static func requireOpen(_ known: Supervision) throws {
        if known.concludedAt != nil { throw Problem.conflict("The supervision has been concluded.") }
    }

    static func unit(_ known: Supervision) throws -> UnitID {
        guard let unit = known.unit else { throw Problem.conflict("The supervision has no unit.") }
        return unit
    }
}
