import Contracts
import Postgres

/// The events of one transaction, written to journal and outbox in one statement just before it commits.
///
/// It exists only inside `Database.record`, so an event without its state change cannot be written.
public final class Journal {
    private(set) var rows = JournalRows()
    private let district: DistrictID
    /// What messages held elsewhere may have waited for.
    private(set) var announced: [String] = []

    init(district: DistrictID) { self.district = district }

    public var isEmpty: Bool { rows.count == 0 }

    /// A pen for the events that follow from one cause.
    public func events(causedBy cause: Cause) -> EventPen {
        EventPen(journal: self, cause: cause)
    }

    /// Tells held messages that what they wait for has come, such as `case/<id>`; they are handled after the commit.
    public func announce(_ reference: String) { announced.append(reference) }

    func append(_ event: some Event, id: String, at time: Instant, cause: Cause) throws {
        let data = try JSONCoding.bytes(of: event)
        guard data.count <= Self.maximumBytes else {
            throw EventTooLarge(type: type(of: event).type, bytes: data.count)
        }
        rows.append(
            event: event, id: id, time: time, cause: cause, data: String(decoding: data, as: UTF8.self))
    }

    /// A broker refuses messages beyond 1 MB by default; refused here, before anything is written.
    private static let maximumBytes = 900_000

    /// JSON holds no control character, so texts of JSON need no quotes between them: taken apart three times as fast as
    /// an array literal.
    private static let separator = "\u{1E}"

    /// Events that one pointer of the outbox stands for, at most.
    static let eventsOfAPointer = 250

    /// Deferred: an error surfaces at the commit, and nothing of the transaction remains.
    func write(in transaction: borrowing Transaction) throws {
        guard rows.count > 0 else { return }
        try transaction.execute(
            """
            WITH said AS (
                INSERT INTO journal (district, day, event_id, topic, subject, type, schema_version, time,
                                     correlation_id, causation_id, traceparent, data)
                SELECT \(district)::text, * FROM unnest(\(rows.days)::date[], \(rows.ids)::uuid[], \(rows.topics)::text[],
                    \(rows.subjects)::text[], \(rows.types)::text[], \(rows.versions)::integer[],
                    \(rows.times)::timestamptz[], \(rows.correlations)::text[], \(rows.causes)::text[],
                    \(rows.traceparents)::text[],
                    string_to_array(\(rows.data.joined(separator: Self.separator)), \(Self.separator)))
                RETURNING position, day),
            parts AS (SELECT *, (row_number() OVER (ORDER BY position) - 1) / \(Self.eventsOfAPointer)::bigint AS part FROM said)
            INSERT INTO outbox (first_position, positions, days, district)
            SELECT min(position), array_agg(position ORDER BY position), array_agg(day ORDER BY position), \(district)::text
            FROM parts GROUP BY part
            """)
    }
}

/// An event is larger than a broker takes.
public struct EventTooLarge: Error {
    public let type: String
    public let bytes: Int
}
