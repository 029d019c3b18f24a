import Contracts
import Kafka
import Postgres

/// Messages that could not be handled when they came.
extension Inbox {
    /// A message without readable attributes belongs to no district: it is kept under `unknown`.
    func parkUnreadable(_ record: ConsumedRecord, reason: String) async throws {
        let place = "\(record.topic)[\(record.partition)]@\(record.offset)"
        let id = EventID(try DerivedID.make("unreadable", place))
        let topic = Topic.allCases.first { $0.name(in: settings.namespace) == record.topic } ?? .parked
        let envelope = Envelope(
            id: id, type: "unreadable", schemaVersion: 1, source: place, subject: place,
            time: Instant(milliseconds: record.timestamp), district: DistrictID("unknown"), topic: topic,
            sequence: "0", correlationID: id.rawValue, causationID: id.rawValue, traceparent: nil, data: record.value)
        let service = settings.service
        try await store.record(in: envelope.district) { transaction, journal in
            guard try !transaction.firstDeliveries(of: [envelope]).isEmpty else { return }
            try transaction.hold([envelope], as: .parked(reason: reason))
            try journal.events(causedBy: envelope.cause).record(
                MessageParked(
                    consumer: service, message: id, sourceTopic: topic.rawValue, sourceKey: place, reason: reason),
                at: envelope.time)
        }
        report(.parked(id, reason: reason))
    }

    /// Tries again whatever waits: what was announced just before a crash, and what an operator has released.
    func releaseWaiting() async throws {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT DISTINCT district, subject FROM held_messages WHERE kind = 'waiting'")
        }
        for row in rows {
            let (district, subject) = try row.decode((DistrictID, String).self)
            try await release(subject, of: district)
        }
    }

    func release(waitingFor references: [String], of district: DistrictID) async throws {
        let rows = try await store.read(in: district) { transaction in
            try transaction.run(
                """
                SELECT DISTINCT subject FROM held_messages
                WHERE district = \(district) AND kind = 'waiting' AND reference = ANY(\(references)::text[])
                """)
        }
        for row in rows { try await release(try row.decode(String.self), of: district) }
    }

    /// Handles a subject's held messages in order, as far as they can be handled now.
    private func release(_ subject: String, of district: DistrictID) async throws {
        let held = try await store.read(in: district) { try $0.heldMessages(about: subject, in: district) }
        var blocked: Set<Topic> = []
        for message in held {
            if message.isParked { return }
            if blocked.contains(message.envelope.topic) { continue }
            do {
                try await handleHeld(message)
            } catch {
                switch Outcome(of: error) {
                case .wait(let reference):
                    try await rehold(message, as: .waiting(reference: reference))
                    blocked.insert(message.envelope.topic)
                case .park(let reason): return try await rehold(message, as: .parked(reason: reason))
                case .retry: throw error
                }
            }
        }
    }

    private func handleHeld(_ message: HeldMessage) async throws {
        let handlers = handlers
        let announced = try await store.record(in: message.envelope.district) { transaction, journal in
            try transaction.dropHeld(message)
            try handlers.handle([message.envelope], transaction, journal)
            return journal.announced
        }
        if !announced.isEmpty { try await release(waitingFor: announced, of: message.envelope.district) }
    }

    private func rehold(_ message: HeldMessage, as hold: Hold) async throws {
        let service = settings.service
        try await store.record(in: message.envelope.district) { transaction, journal in
            try transaction.rehold(message, as: hold)
            guard case .parked(let reason) = hold else { return }
            let envelope = message.envelope
            try journal.events(causedBy: envelope.cause).record(
                MessageParked(
                    consumer: service, message: envelope.id, sourceTopic: envelope.topic.rawValue,
                    sourceKey: envelope.subject, reason: reason),
                at: envelope.time)
        }
    }
}
