import Contracts
import Messaging

/// A message as the clocks hear it, and what it says of its case besides.
struct HeardFact: Sendable {
    let fact: Fact
    /// Nil for a fact about a whole show.
    let `case`: CaseID?
    /// The show that the fact is about, or that it says the case was raised in.
    let broadcast: BroadcastID?
    let caseNumber: CaseNumber?
    let cause: Cause
    /// What it says of units' preparation of a show.
    let preparation: HeardPreparation?
    /// For what a person did in supervision, said by this service itself.
    let act: SupervisionAct?

    /// - Returns: nil for a type that no clock can hear.
    /// - Throws: `Undecodable`.
    init?(_ envelope: Envelope) throws {
        guard let read = Self.readers[envelope.type] else { return nil }
        self = try read(envelope)
    }

    private typealias Reader = @Sendable (Envelope) throws -> HeardFact

    private static let readers: [String: Reader] = {
        var readers: [String: Reader] = [:]
        func add<E: ClockEvent & CaseEvent>(_: E.Type) { readers[E.type] = { try HeardFact(ofCase: E.self, $0) } }
        func addBroadcast<E: ClockEvent>(_: E.Type) { readers[E.type] = { try HeardFact(ofBroadcast: E.self, $0) } }
        for type in ClockEvents.ofCase { add(type) }
        func addPreparation<E: PreparationEvent>(_: E.Type) {
            readers[E.type] = { try HeardFact(ofPreparation: E.self, $0) }
        }
        for type in ClockEvents.ofBroadcast { addBroadcast(type) }
        for type in ClockEvents.ofPreparation { addPreparation(type) }
        return readers
    }()

    private init<E: ClockEvent & CaseEvent>(ofCase _: E.Type, _ envelope: Envelope) throws {
        let event = try envelope.decode(E.self)
        guard event.case.rawValue.isUUID else { throw Undecodable(reason: "\(E.type): case is not a UUID") }
        fact = Fact(id: envelope.id, at: envelope.time, event)
        `case` = CaseID(event.case.rawValue.lowercased())
        broadcast = fact.broadcast
        caseNumber = (event as? AppealRegistered)?.caseNumber ?? (event as? WorkOrderDispatched)?.caseNumber
        cause = envelope.cause
        preparation = nil
        act = try SupervisionAct(event, id: envelope.id, at: envelope.time)
    }

    private init<E: ClockEvent>(ofBroadcast _: E.Type, _ envelope: Envelope) throws {
        let event = try envelope.decode(E.self)
        fact = Fact(id: envelope.id, at: envelope.time, event)
        `case` = nil
        broadcast = fact.broadcast
        caseNumber = nil
        cause = envelope.cause
        (preparation, act) = (nil, nil)
    }

    private init<E: PreparationEvent>(ofPreparation _: E.Type, _ envelope: Envelope) throws {
        let event = try envelope.decode(E.self)
        fact = Fact(id: envelope.id, at: envelope.time, event)
        `case` = nil
        broadcast = event.broadcast
        caseNumber = nil
        cause = envelope.cause
        preparation = HeardPreparation(event, id: envelope.id, at: envelope.time)
        act = nil
    }
}

extension Fact {
    /// The show that it ties its case to, or is about; nil where it merely mentions one.
    fileprivate var broadcast: BroadcastID? {
        switch kind {
        case .appealRegistered, .workOrderDispatched, .broadcastOpened, .broadcastClosed:
            guard case .text(let text)? = attributes[.broadcast] else { return nil }
            return BroadcastID(text)
        default: return nil
        }
    }
}

extension String {
    /// Hexadecimal digits in groups of 8, 4, 4, 4 and 12.
    var isUUID: Bool {
        guard utf8.count == 36 else { return false }
        return utf8.enumerated().allSatisfy { index, byte in
            if index == 8 || index == 13 || index == 18 || index == 23 { return byte == UInt8(ascii: "-") }
            return (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
        }
    }
}
