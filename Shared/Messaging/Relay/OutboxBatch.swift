import Contracts
import Kafka
import Postgres

/// The events that the oldest pointers of the outbox stand for, in the order of the journal.
struct OutboxBatch: Sendable {
    /// Of each event, the pointer that stands for it.
    let pointers: [Int64]
    let positions: [Int64]
    let records: [ProducerRecord]
    let topics: [String]

    /// - Parameters:
    ///   - underWay: pointers sent and not yet settled, `limit` of them at most: these are left out, no others.
    ///   - limit: events; one pointer is taken however many it stands for.
    static func next(
        except underWay: [Int64], limit: Int, namespace: String, source: String, in transaction: borrowing Transaction
    ) throws -> OutboxBatch {
        let rows = try transaction.run(
            """
            SELECT o.first_position, j.position, j.district, j.topic, j.subject, j.event_id, j.type, j.schema_version, j.time,
                   j.correlation_id, j.causation_id, j.traceparent, j.data
            FROM (
                SELECT first_position, district, event.position, event.day
                FROM (
                    SELECT *, sum(cardinality(positions)) OVER (ORDER BY first_position) AS through
                    FROM (
                        SELECT * FROM outbox
                        -- A hashed subplan, beside which the index is still walked in order; `<> ALL` would hold each
                        -- pointer against all that are under way.
                        WHERE first_position NOT IN (SELECT unnest(\(underWay)::bigint[]))
                        ORDER BY first_position LIMIT \(limit)
                    ) AS next
                ) AS counted, unnest(positions, days) AS event (position, day)
                WHERE through <= \(limit) OR through = cardinality(positions)) o,
                -- Fenced off: looked into position by position, whatever the planner knows of a young journal.
                LATERAL (
                    SELECT * FROM journal
                    WHERE district = o.district AND day = o.day AND position = o.position OFFSET 0) j
            ORDER BY j.position
            """)
        var pointers: [Int64] = []
        var positions: [Int64] = []
        pointers.reserveCapacity(rows.count)
        var records: [ProducerRecord] = []
        positions.reserveCapacity(rows.count)
        records.reserveCapacity(rows.count)
        for row in rows {
            let (pointer, position, record) = try Self.record(row, namespace: namespace, source: source)
            pointers.append(pointer)
            positions.append(position)
            records.append(record)
        }
        return OutboxBatch(
            pointers: pointers, positions: positions, records: records, topics: records.map(\.topic))
    }

    private static func record(_ row: Row, namespace: String, source: String) throws
        -> (Int64, Int64, ProducerRecord)
    {
        let (
            pointer, position, district, topic, subject, id, type, version, time, correlation, causation, trace, data
        ) =
            try row.decode(
                (
                    Int64, Int64, DistrictID, String, String, EventID, String, Int, Instant, String, String, String?,
                    UTF8Bytes
                ).self)
        let envelope = Envelope(
            id: id, type: type, schemaVersion: version, source: source, subject: subject, time: time,
            district: district, topic: Topic(rawValue: topic) ?? .parked, sequence: padded(position),
            correlationID: correlation, causationID: causation, traceparent: trace, data: data.bytes)
        return (
            pointer, position,
            ProducerRecord(
                topic: "\(namespace).\(topic)", key: envelope.key, headers: envelope.headers, value: data.bytes)
        )
    }

    /// CloudEvents `sequence` compares as text, so it is padded.
    private static func padded(_ position: Int64) -> String {
        let digits = String(position)
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
    }
}
