import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

extension SupervisionRoutes {
    typealias Making = @Sendable (Supervision, borrowing Transaction) throws -> any (ClockEvent & CaseEvent)

    /// Takes one step, once: the row, its event, and what the case's clocks make of it, in one transaction.
    ///
    /// - Parameters:
    ///   - at: when it happened; nil for now.
    ///   - isSame: whether a step that has been taken was this one; another one is 409.
    ///   - make: the event, or a `Problem` when the step cannot be taken.
    /// - Returns: 200 with the supervision as it is then, also for the same step once more.
    func act(
        _ step: SupervisionAct.Step, _ parameters: Parameters, _ caller: Caller, at time: Instant? = nil,
        isSame: @escaping @Sendable (Supervision) -> Bool = { _ in true }, _ make: @escaping Making
    ) async throws -> Response {
        let district = try parameters.district()
        let text = try parameters.require("supervision")
        guard text.isUUID else { throw Self.unknown }
        let id = SupervisionID(text.lowercased())
        let (kit, at) = (kit, time ?? kit.clock.now())
        let result = try await kit.store.record(in: district) { transaction, journal in
            guard let found = try transaction.supervision(id, in: district) else { throw Self.unknown }
            if let unit = caller.unitScope, found.unit != unit { throw Self.foreign }
            var work = Casework(district: district, kit: kit)
            try work.open([found.case], in: transaction)
            // Read again under the case's lock: nobody else can change it from here on.
            guard let known = try transaction.supervision(id, in: district) else { throw Self.unknown }
            if known.time(of: step) != nil {
                guard isSame(known) else { throw Problem.conflict("It was \(step.rawValue) otherwise.") }
                return known
            }
            let event = try make(known, transaction)
            try Self.take(event, at: at, of: known, into: &work, in: transaction, journal)
            try work.write(in: transaction, journal)
            return try transaction.supervision(id, in: district) ?? known
        }
        kit.dueSignal.wake()
        return try .json(result.opened(by: CaseTexts(kit: kit, district: district)))
    }

    private static func take(
        _ event: any (ClockEvent & CaseEvent), at time: Instant, of known: Supervision, into work: inout Casework,
        in transaction: borrowing Transaction, _ journal: Journal
    ) throws {
        // Once for each supervision, so its id follows from it.
        let cause = Cause(id: known.supervision.rawValue)
        let id = EventID(try DerivedID.make(known.supervision.rawValue, type(of: event).type, "0"))
        guard let act = try SupervisionAct(event, id: id, at: time) else { return }
        try act.record(journal.events(causedBy: cause))
        work.note(act)
        try work.take(act.fact, of: known.case, cause: cause, isNews: true, in: transaction)
    }

    static let unknown = Problem.notFound("There is no supervision of this id.")
    private static let foreign = Problem(403, detail: "The supervision is of another unit.")
}
