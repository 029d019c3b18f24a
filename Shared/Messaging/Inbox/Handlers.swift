import Contracts
import Postgres

/// A decoded message on its way into a handler.
public struct Received<E: Event>: Sendable {
    public let event: E
    public let envelope: Envelope

    init(event: E, envelope: Envelope) {
        self.event = event
        self.envelope = envelope
    }

    /// For whoever takes a batch apart.
    ///
    /// - Throws: `Undecodable` when the data are not this event.
    public init(_ envelope: Envelope) throws {
        self.init(event: try envelope.decode(E.self), envelope: envelope)
    }

    public var district: DistrictID { envelope.district }
    public var time: Instant { envelope.time }
}

/// What one service does about the messages it hears.
public struct Handlers: Sendable {
    typealias Handle = @Sendable (Envelope, borrowing Transaction, Journal) throws -> Void
    public typealias Choose = @Sendable ([Envelope], borrowing Transaction) throws -> [Envelope]
    /// Handles many messages of one district at once; a failure makes the inbox try them one by one.
    public typealias HandleBatch = @Sendable ([Envelope], borrowing Transaction, Journal) throws -> Void

    private(set) var topics: Set<Topic> = []
    private var single: [String: Handle] = [:]
    private(set) var batch: HandleBatch?
    private var choose: Choose?
    /// Types that the batch hears too, after their own handler.
    private var passedOn: Set<String> = []

    public init() {}

    /// Handles each message of one type, in the transaction that marks the inbox.
    public func on<E: Event>(
        _: E.Type, _ handle: @escaping @Sendable (Received<E>, borrowing Transaction, EventPen) throws -> Void
    ) -> Handlers {
        var copy = self
        copy.topics.insert(E.topic)
        copy.single[E.type] = { envelope, transaction, journal in
            let received = try Received<E>(envelope)
            try handle(received, transaction, journal.events(causedBy: envelope.cause))
        }
        return copy
    }

    /// Handles everything on these topics that has no handler of its own, many at a time.
    ///
    /// - Parameter types: what it hears too, though that has a handler of its own, which comes first.
    public func onBatch(
        of topics: [Topic], andOf types: [any Event.Type] = [], _ handle: @escaping HandleBatch
    ) -> Handlers {
        var copy = self
        copy.topics.formUnion(topics)
        copy.passedOn = Set(types.map { $0.type })
        copy.batch = handle
        return copy
    }

    /// Leaves facts out before anything is stored of them, the inbox's row included: for a service that hears whole topics
    /// and has no use for most of what is said there.
    ///
    /// - Parameter choose: what is wanted of facts of one district, in their order. What is left out is gone: it must be
    ///   nothing that the service could come to want later.
    public func wanting(_ choose: @escaping Choose) -> Handlers {
        var copy = self
        copy.choose = choose
        return copy
    }

    func wanted(_ envelopes: [Envelope], _ transaction: borrowing Transaction) throws -> [Envelope] {
        try choose.map { try $0(envelopes, transaction) } ?? envelopes
    }

    /// Types without a handler are facts that this service has no use for: they are marked as handled.
    func handle(_ envelopes: [Envelope], _ transaction: borrowing Transaction, _ journal: Journal) throws {
        var pending: [Envelope] = []
        for envelope in envelopes {
            guard let handle = single[envelope.type] else {
                pending.append(envelope)
                continue
            }
            try flush(&pending, transaction, journal)
            try handle(envelope, transaction, journal)
            if passedOn.contains(envelope.type) { pending.append(envelope) }
        }
        try flush(&pending, transaction, journal)
    }

    private func flush(_ pending: inout [Envelope], _ transaction: borrowing Transaction, _ journal: Journal) throws {
        guard let batch, !pending.isEmpty else { return }
        try batch(pending, transaction, journal)
        pending.removeAll()
    }
}
