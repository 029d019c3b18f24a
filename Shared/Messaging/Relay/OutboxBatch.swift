import Contracts
import Kafka
import Postgres

/// One batch of the outbox, oldest pointer first, with what the journal says at each.
struct OutboxBatch: Sendable {
    let positions: [Int64]
    let records: [ProducerRecord]
    let topics: [String]

    /// - Parameter after: positions up to here are under way in an earlier batch of the same pass.
    static func next(after: Int64, limit: Int, namespace: String, source: String, in transaction: borrowing Transaction)
        throws -> OutboxBatch
    {
        let rows = try transaction.run(
            """
            SELECT j.position, j.district, j.topic, j.subject, j.event_id, j.type, j.schema_version, j.time,
                   j.correlation_id, j.causation_id, j.traceparent, j.data
            FROM (SELECT position, district, day FROM outbox WHERE position > \(after) ORDER BY position LIMIT \(limit)) o
            JOIN journal j ON j.district = o.district AND j.day = o.day AND j.position = o.position
            ORDER BY j.position
            """)
        var positions: [Int64] = []
        var records: [ProducerRecord] = []
        positions.reserveCapacity(rows.count)
        records.reserveCapacity(rows.count)
        for row in rows {
            let (position, record) = try Self.record(row, namespace: namespace, source: source)
            positions.append(position)
            records.append(record)
        }
        return OutboxBatch(positions: positions, records: records, topics: records.map(\.topic))
    }

    private static func record(_ row: Row, namespace: String, source: String) throws -> (Int64, ProducerRecord) {
        let (position, district, topic, subject, id, type, version, time, correlation, causation, trace, data) =
            try row.decode(
                (
                    Int64, DistrictID, String, String, EventID, String, Int, Instant, String, String, String?, UTF8Bytes
                ).self)
        let envelope = Envelope(
            id: id, type: type, schemaVersion: version, source: source, subject: subject, time: time,
            district: district, topic: Topic(rawValue: topic) ?? .parked, sequence: padded(position),
            correlationID: correlation, causationID: causation, traceparent: trace, data: data.bytes)
        return (
            position,
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
