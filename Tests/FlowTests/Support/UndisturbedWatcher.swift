import Contracts
import DeadlineWatcherService
import Foundation
import Postgres
import TestSupport

@testable import Messaging

/// A deadline watcher in this process over a database of its own that hears everything the others have said, in the
/// order in which it happened, and is never killed: what it ends with is what any other must end with.
struct UndisturbedWatcher: Sendable {
    let rows: [String]
    let events: [String]

    /// Every deadline that is not void.
    static let rows = """
        SELECT concat_ws(' ', district, case_id, deadline, clock, rule, status, unit, work_order,
            extract(epoch FROM started_at), extract(epoch FROM due_at), extract(epoch FROM original_due_at),
            extract(epoch FROM ended_at), is_provisional, pack_version, owes, calendar_version)
        FROM deadlines WHERE status <> 'void' ORDER BY 1
        """
    /// The ids of the events that were said of these. How often a due time moved on the way is left out: that depends on
    /// the order of arrival among topics.
    static let events = """
        SELECT concat_ws(' ', type, subject, event_id, extract(epoch FROM time)) FROM journal
        WHERE type ~ 'Deadline(Set|Met|Missed)$' AND data::json->>'deadline' NOT IN (
            SELECT deadline::text FROM deadlines WHERE status = 'void')
        ORDER BY 1
        """

    init(hearing pipeline: Pipeline) async throws {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        // Calendars are heard beside the cases' facts: only when all have come are these told.
        let watcher = try await ServiceFixture<DeadlineWatcherService>(
            at: now, environment: ["HOTLINE_OLD_AFTER": "0s", "HOTLINE_OLD_QUIET": "0s"])
        let said = try await Self.said(in: pipeline)
        for start in stride(from: 0, to: said.count, by: 500) {
            try await watcher.hosting.inbox.handle(Array(said[start..<min(start + 500, said.count)]))
        }
        watcher.context.progress.confirm(at: now)
        try await watcher.runDueWork()
        rows = try await Self.texts(Self.rows, watcher)
        events = try await Self.texts(Self.events, watcher)
    }

    private static func texts(
        _ query: String, _ watcher: ServiceFixture<DeadlineWatcherService>
    ) async throws -> [String] {
        let connection = try await Connection.connect(to: watcher.admin)
        try await connection.run("SET search_path = test_deadline_watcher")
        let rows = try await connection.run(SQL(stringLiteral: query))
        await connection.close()
        return try rows.map { try $0.decode(String.self) }
    }

    private static func said(in pipeline: Pipeline) async throws -> [Envelope] {
        let journals: [(ServiceName, [Topic])] = [
            (.intake, [.districts, .appeals, .broadcasts]), (.dispatch, [.workOrders]),
            (.callbackSurvey, [.callbacks]), (.deadlineWatcher, [.escalations]),
        ]
        let queries = journals.map { name, topics in
            """
            SELECT time, position, event_id, topic, subject, type, schema_version, district, correlation_id,
                causation_id, data FROM \(pipeline.schema(name)).journal
            WHERE topic IN (\(topics.map { "'\($0.rawValue)'" }.joined(separator: ",")))
            """
        }
        let all = queries.joined(separator: " UNION ALL ")
        return try await pipeline.stack.sql("\(all) ORDER BY time, topic, position").map(envelope)
    }

    private static func envelope(_ row: Row) throws -> Envelope {
        let (time, _, id, topic, subject, type, version, district, correlation, causation, data) = try row.decode(
            (Instant, Int, String, String, String, String, Int, String, String, String, String).self)
        return Envelope(
            id: EventID(id), type: type, schemaVersion: version, source: "test", subject: subject, time: time,
            district: DistrictID(district), topic: Topic(rawValue: topic) ?? .parked, sequence: "0",
            correlationID: correlation, causationID: causation, traceparent: nil, data: Array(data.utf8))
    }
}
