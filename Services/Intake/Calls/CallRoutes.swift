import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

/// The call log of a show.
struct CallRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        router.on(
            .post, "/v1/districts/:district/broadcasts/:broadcast/calls", allow: .operator, .programme,
            handle: log)
    }

    @Sendable private func log(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        let facts = try await kit.book.facts(of: district)
        let id = BroadcastID(try parameters.require("broadcast"))
        let key = try IdempotencyKey.check(request.headers[IdempotencyKey.header])
        let draft = try request.decode(CallDraft.self)
        let now = kit.clock.now()
        let broadcast = try await kit.store.read(in: district) { try $0.broadcast(id, in: district) }
        guard let broadcast else { throw Problem.notFound("There is no such broadcast.") }
        let parts = key == nil ? [] : [id.rawValue] + draft.fingerprintParts
        let registration = Registrar.Request(key: key, parts: parts, traceparent: request.traceparent)
        // A repeat is answered as the first was, however late it comes.
        if let receipt = try await earlier(registration, in: facts) {
            return ReceiptJSON.response(receipt, in: district)
        }
        try check(broadcast, in: facts, at: now)
        let call = try draft.checked(for: broadcast, in: facts, at: now)
        let new = try await prepare(call, registration, id, in: facts)
        let known = try await kit.store.register([new], of: district)
        return ReceiptJSON.response(try kit.registrar.receipt(for: new, known.first ?? nil), in: district)
    }

    /// What was answered to the same request before; nil where it is the first.
    private func earlier(_ request: Registrar.Request, in facts: DistrictFacts) async throws -> Registrar.Receipt? {
        guard let key = request.key else { return nil }
        let id = try Registrar.caseID(key, in: facts.district)
        let known = try await kit.store.read(in: facts.district) { try $0.knownCase(id, in: facts.district) }
        return try known.map {
            try kit.registrar.receipt(
                of: id, parts: request.parts, field: request.keyField, $0, in: facts.district)
        }
    }

    /// A call may be typed up later on the day of the show; dispatch waits for whichever comes last.
    private func check(_ broadcast: Broadcast, in facts: DistrictFacts, at now: Instant) throws {
        switch broadcast.state {
        case .open: return
        case .closed where broadcast.closedAt.map({ facts.day(of: $0) == facts.day(of: now) }) ?? false: return
        case .closed: throw Problem.conflict("The broadcast was closed before today: its call log is complete.")
        case .planned: throw Problem.conflict("The broadcast is planned and not open: no call can have come in.")
        }
    }

    private func prepare(
        _ call: CheckedCall, _ request: Registrar.Request, _ broadcast: BroadcastID, in facts: DistrictFacts
    ) async throws -> NewCase {
        var new = try await kit.registrar.prepare(call.appeal, request, in: facts)
        let seal = Seal(rings: kit.rings, subject: new.subject, month: new.month)
        if !call.words.isEmpty { new.said = try seal.words(call.words) }
        if call.appeal.onAir == .answered {
            new.answered = AppealAnsweredOnAir(
                case: new.id, broadcast: broadcast, unit: call.appeal.unit,
                answer: try call.words.answer.map { try seal.text($0, .answer) })
        }
        if let due = call.promiseDue {
            new.promised = PromiseMade(
                case: new.id, broadcast: broadcast, unit: call.appeal.unit, due: due,
                promise: try call.words.promise.map { try seal.text($0, .promise) })
        }
        return new
    }
}
