import Contracts
import Kafka
import Postgres

/// Messages that could not be handled when they came.
extension Inbox {
    /// Keeps a record without readable attributes for an operator.
    func parkUnreadable(_ record: ConsumedRecord, reason: String) async throws {
        let envelope = try Envelope(unreadable: record, namespace: settings.namespace)
        let fact = MessageParked(
            consumer: settings.service, message: envelope.id, sourceTopic: record.topic, sourceKey: envelope.subject,
            reason: reason)
        let isNew = try await store.record(in: envelope.district) { transaction, journal in
            guard try !transaction.firstDeliveries(of: [envelope]).isEmpty else { return false }
            try transaction.hold([envelope], as: .parked(reason: reason))
            try announce(fact, of: envelope, parking: 1, in: journal)
            return true
        }
        if isNew { report(.parked(envelope.id, reason: reason)) }
    }

    /// Subjects tried in one sweep: between two sweeps new messages are handled.
    private static let sweepLimit = 100

    /// - Parameter parking: how often the message has been parked, this time included.
    func announce(_ envelope: Envelope, _ reason: String, parking: Int, in journal: Journal) throws {
        let fact = MessageParked(
            consumer: settings.service, message: envelope.id,
            sourceTopic: envelope.topic.name(in: settings.namespace), sourceKey: envelope.key, reason: reason)
        try announce(fact, of: envelope, parking: parking, in: journal)
    }

    /// Several services park one message, and one parks it again after a retry: each is a fact of its own. The same parking
    /// done again has the same id.
    private func announce(_ fact: MessageParked, of envelope: Envelope, parking: Int, in journal: Journal) throws {
        let id = try DerivedID.make(envelope.id.rawValue, MessageParked.type, settings.service, String(parking))
        try journal.events(causedBy: envelope.cause).record(fact, id: EventID(id), at: envelope.time)
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
        let found = try rows.map { try $0.decode((DistrictID, String, Int64).self) }
        try await release(found.map { HeldSubject(district: $0.0, subject: $0.1) })
        return rows.count < limit ? 0 : found.last?.2 ?? 0
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
            try await release(try rows.map { HeldSubject(district: place, subject: try $0.decode(String.self)) })
        }
    }

    /// One subject after the other; one that fails for a passing reason is told, holds up no other, and is the next
    /// sweep's.
    private func release(_ subjects: [HeldSubject]) async throws {
        var failures: [String] = []
        for subject in subjects {
            do {
                try await release(subject)
            } catch let error where Outcome.isOutage(error) {
                throw error
            } catch {
                failures.append("held messages about \(subject.district)/\(subject.subject): \(error)")
            }
        }
        guard let first = failures.first else { return }
        let others = failures.count > 1 ? " (and \(failures.count - 1) subjects more)" : ""
        report(.retrying(reason: first + others, attempt: 0))
    }

    private func waitingDistricts() async throws -> [DistrictID] {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT DISTINCT district FROM held_messages WHERE kind = 'waiting'")
        }
        return try rows.map { try $0.decode(DistrictID.self) }
    }

    /// Handles a subject's held messages in order, as far as they can be handled now.
    private func release(_ held: HeldSubject) async throws {
        let messages = try await store.read(in: held.district) {
            try $0.heldMessages(about: held.subject, in: held.district)
        }
        var blocked: Set<Topic> = []
        for message in messages {
            if message.isParked { return }
            // No handler could have it, and one that takes whole topics would wait for a district that there is not.
            if message.envelope.isUnreadable { return try await rehold(message, as: .parked(reason: "cannot be read")) }
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
            let parking = try transaction.rehold(message, as: hold)
            guard let parking, case .parked(let reason) = hold else { return }
            try announce(message.envelope, reason, parking: parking, in: journal)
        }
        if case .parked(let reason) = hold { report(.parked(message.envelope.id, reason: reason)) }
    }
}
