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
            time: Instant(milliseconds: min(max(record.timestamp, 0), Self.latest)), district: DistrictID("unknown"),
            topic: topic,
            sequence: "0", correlationID: id.rawValue, causationID: id.rawValue, traceparent: nil, data: record.value)
        let service = settings.service
        let isNew = try await store.record(in: envelope.district) { transaction, journal in
            guard try !transaction.firstDeliveries(of: [envelope]).isEmpty else { return false }
            try transaction.hold([envelope], as: .parked(reason: reason))
            try journal.events(causedBy: envelope.cause).record(
                MessageParked(
                    consumer: service, message: id, sourceTopic: record.topic, sourceKey: place, reason: reason),
                at: envelope.time)
            return true
        }
        if isNew { report(.parked(id, reason: reason)) }
    }

    /// A sender's clock is not to be trusted: 2100-01-01, in milliseconds.
    private static let latest: Int64 = 4_102_444_800_000
    /// Subjects tried in one sweep: between two sweeps new messages are handled.
    private static let sweepLimit = 100

    func announce(_ envelope: Envelope, _ reason: String, in journal: Journal) throws {
        try journal.events(causedBy: envelope.cause).record(
            MessageParked(
                consumer: settings.service, message: envelope.id,
                sourceTopic: envelope.topic.name(in: settings.namespace), sourceKey: envelope.key, reason: reason),
            at: envelope.time)
    }

    /// Tries again what is held and has no parked message before it: what was announced just before a crash, or by
    /// another instance at the same moment, and what an operator has released.
    ///
    /// - Returns: where the next sweep goes on; 0 when this one came to the end.
    func releaseWaiting(after cursor: Int64 = 0) async throws -> Int64 {
        let limit = Self.sweepLimit
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT district, subject, min(position) FROM held_messages AS h
                WHERE kind <> 'parked' AND NOT EXISTS (
                    SELECT FROM held_messages AS p WHERE p.district = h.district AND p.subject = h.subject
                    AND p.kind = 'parked' AND p.position < h.position)
                GROUP BY district, subject HAVING min(position) > \(cursor) ORDER BY 3 LIMIT \(limit)
                """)
        }
        var last = cursor
        for row in rows {
            let (district, subject, position) = try row.decode((DistrictID, String, Int64).self)
            try await release(subject, of: district)
            last = position
        }
        return rows.count < limit ? 0 : last
    }

    /// - Parameter district: where the references have come; what is the nation's is awaited in every district.
    func release(waitingFor references: [String], of district: DistrictID) async throws {
        let places = references.contains(where: NotYet.isNational) ? try await waitingDistricts() : [district]
        for place in places {
            let rows = try await store.read(in: place) { transaction in
                try transaction.run(
                    """
                    SELECT DISTINCT subject FROM held_messages
                    WHERE district = \(place) AND kind = 'waiting' AND reference = ANY(\(references)::text[])
                    """)
            }
            for row in rows { try await release(try row.decode(String.self), of: place) }
        }
    }

    private func waitingDistricts() async throws -> [DistrictID] {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT DISTINCT district FROM held_messages WHERE kind = 'waiting'")
        }
        return try rows.map { try $0.decode(DistrictID.self) }
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
            // Another instance may have been quicker: then it has handled it.
            guard try transaction.dropHeld(message) else { return [String]() }
            try handlers.handle([message.envelope], transaction, journal)
            return journal.announced
        }
        if !announced.isEmpty { try await release(waitingFor: announced, of: message.envelope.district) }
    }

    private func rehold(_ message: HeldMessage, as hold: Hold) async throws {
        try await store.record(in: message.envelope.district) { transaction, journal in
            guard try transaction.rehold(message, as: hold), case .parked(let reason) = hold else { return }
            try announce(message.envelope, reason, in: journal)
        }
        if case .parked(let reason) = hold { report(.parked(message.envelope.id, reason: reason)) }
    }
}
