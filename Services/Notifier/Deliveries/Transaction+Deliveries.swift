import Contracts
import Messaging
import Postgres

extension Transaction {
    /// A delivery that is there already, from an earlier handling of the same event, is left alone.
    borrowing func add(_ new: [NewDelivery], to district: DistrictID) throws {
        guard !new.isEmpty else { return }
        try execute(
            """
            INSERT INTO deliveries (district, delivery, event_id, event_type, happened_at, case_id, case_number,
                pack_version, recipient, way, unit, clock, due_at, payload, correlation_id)
            SELECT \(district)::text, * FROM unnest(\(new.map(\.id))::uuid[], \(new.map(\.event))::uuid[],
                \(new.map(\.type))::text[], \(new.map(\.happenedAt))::timestamptz[], \(new.map(\.fact.case))::uuid[],
                \(new.map(\.file.number))::text[], \(new.map(\.file.packVersion))::text[],
                \(new.map(\.destination.recipient.text))::text[], \(new.map(\.destination.way))::text[],
                \(new.map { $0.fact.unit ?? $0.file.unit })::text[], \(new.map(\.fact.clock))::text[],
                \(new.map(\.fact.due))::timestamptz[], \(new.map(\.payload))::text[],
                \(new.map(\.correlation))::text[])
            ON CONFLICT (district, delivery) DO NOTHING
            """)
    }

    /// Takes what is due, of all districts; whoever else asks at the same time gets others.
    ///
    /// The lease is on the database's own clock, which all instances share; it is elapsed time, not the domain's.
    /// `statement_timestamp()` stands still within a statement, so that the index ends the search at what is due.
    borrowing func claim(_ way: Way, atMost limit: Int, lease: Duration) throws -> [Delivery] {
        // A claim that a crash of the database takes back has only ended early.
        try execute("SET LOCAL synchronous_commit = off")
        let rows = try run(
            """
            UPDATE deliveries d
            SET lease_until = clock_timestamp() + make_interval(secs => \(lease.inSeconds)), attempts = attempts + 1,
                tried_since = coalesce(tried_since, clock_timestamp())
            FROM (SELECT district, delivery FROM deliveries
                WHERE state = 'pending' AND way = \(way) AND next_attempt_at <= statement_timestamp()
                    AND (lease_until IS NULL OR lease_until <= statement_timestamp())
                ORDER BY next_attempt_at LIMIT \(limit) FOR UPDATE SKIP LOCKED) due
            WHERE d.district = due.district AND d.delivery = due.delivery
            RETURNING d.district, d.delivery, d.event_id, d.event_type, d.happened_at, d.case_id, d.case_number,
                d.pack_version, d.recipient, d.way, d.unit, d.clock, d.due_at, d.payload, d.correlation_id, d.round,
                d.attempts, extract(epoch FROM clock_timestamp() - d.tried_since)::double precision
            """)
        return try rows.map(Delivery.init)
    }

    /// Writes down how tries ended. Whoever's lease has run out still says that a message went out, but no longer that
    /// it did not: somebody else may be at it.
    ///
    /// - Returns: those that this call has ended for good.
    borrowing func settle(_ tries: [Try], of district: DistrictID, at now: Instant) throws -> Set<DeliveryID> {
        let rows = try run(
            """
            UPDATE deliveries d
            SET state = t.state, reason = t.reason, lease_until = NULL,
                attempts = CASE WHEN t.counts THEN d.attempts ELSE d.attempts - 1 END,
                tried_since = CASE WHEN t.counts OR d.attempts > 1 THEN d.tried_since END,
                settled_at = CASE t.state WHEN 'pending' THEN NULL ELSE \(now)::timestamptz END,
                next_attempt_at = CASE t.state WHEN 'pending'
                    THEN clock_timestamp() + make_interval(secs => t.pause) ELSE d.next_attempt_at END
            FROM unnest(\(tries.map(\.delivery.id))::uuid[], \(tries.map(\.state))::text[],
                \(tries.map(\.reason))::text[], \(tries.map(\.pause.inSeconds))::double precision[],
                \(tries.map(\.delivery.round))::integer[], \(tries.map(\.delivery.attempts))::integer[],
                \(tries.map(\.counts))::boolean[])
                AS t (delivery, state, reason, pause, round, attempts, counts)
            WHERE d.district = \(district) AND d.delivery = t.delivery AND d.state = 'pending'
                AND d.round = t.round AND (t.state = 'delivered' OR d.attempts = t.attempts)
            RETURNING d.delivery, d.state
            """)
        let ended = try rows.map { try $0.decode((DeliveryID, String).self) }.filter { $0.1 != "pending" }
        return Set(ended.map(\.0))
    }
}
