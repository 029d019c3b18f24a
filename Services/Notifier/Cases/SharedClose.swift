import Contracts
import Messaging
import Postgres

/// The close of a case, for the citizen of another one that is linked to it.
struct SharedClose: Sendable {
    /// The linked case.
    let `case`: CaseID
    let event: EventID
    let unit: UnitID
    let closedAt: Instant
    let correlation: String
}

extension Transaction {
    /// Of a link and a close that come at once on two topics the second sees the first. Closes do not wait for each other.
    borrowing func lockLinks(of district: DistrictID, isForLinking: Bool) throws {
        let name = "links/\(district)"
        if isForLinking {
            try execute("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || \(name)::text, 0))")
        } else {
            try execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(current_schema() || \(name)::text, 0))")
        }
    }

    /// The first link of a case holds.
    borrowing func keep(_ links: [Received<AppealLinked>], of district: DistrictID) throws {
        guard !links.isEmpty else { return }
        try execute(
            """
            INSERT INTO case_links (district, case_id, parent, linked_at)
            SELECT \(district)::text, * FROM unnest(\(links.map(\.event.case))::uuid[],
                \(links.map(\.event.parent))::uuid[], \(links.map(\.time))::timestamptz[])
            ON CONFLICT (district, case_id) DO NOTHING
            """)
    }

    borrowing func keep(_ closes: [Received<WorkOrderClosed>], of district: DistrictID) throws {
        guard !closes.isEmpty else { return }
        try execute(
            """
            INSERT INTO closes (district, case_id, event_id, work_order, unit, closed_at, correlation_id)
            SELECT \(district)::text, * FROM unnest(\(closes.map(\.event.case))::uuid[],
                \(closes.map(\.envelope.id))::uuid[], \(closes.map(\.event.workOrder))::uuid[],
                \(closes.map(\.event.unit))::text[], \(closes.map(\.time))::timestamptz[],
                \(closes.map(\.envelope.correlationID))::text[])
            ON CONFLICT (district, case_id, event_id) DO NOTHING
            """)
    }

    /// Every close that the citizens are told of whose cases are linked to one of `closed`, near or far, or are among
    /// `linked`, or linked to one of these. What follows from the facts and their times alone, whatever order they came in: the
    /// closes since the link, and the one before it that stood then.
    borrowing func sharedCloses(
        of closed: [CaseID], or linked: [CaseID], in district: DistrictID
    ) throws -> [SharedClose] {
        let rows = try run(
            """
            WITH RECURSIVE concerned (case_id) AS (
                SELECT case_id FROM case_links
                WHERE district = \(district) AND (parent = ANY(\(closed)::uuid[]) OR case_id = ANY(\(linked)::uuid[]))
                UNION
                SELECT l.case_id FROM concerned c JOIN case_links l ON l.district = \(district) AND l.parent = c.case_id),
            followed (case_id, parent, since) AS (
                SELECT l.case_id, l.parent, l.linked_at
                FROM concerned c JOIN case_links l ON l.district = \(district) AND l.case_id = c.case_id
                UNION
                SELECT f.case_id, l.parent, greatest(f.since, l.linked_at)
                FROM followed f JOIN case_links l ON l.district = \(district) AND l.case_id = f.parent),
            shared AS (
                SELECT f.case_id, f.parent, f.since, c.event_id, c.unit, c.closed_at, c.correlation_id
                FROM followed f JOIN closes c ON c.district = \(district) AND c.case_id = f.parent
                WHERE NOT EXISTS (SELECT 1 FROM work_orders w WHERE w.district = \(district)
                    AND w.case_id = c.case_id AND w.work_order = c.work_order AND NOT w.is_lead))
            SELECT case_id, event_id, unit, closed_at, correlation_id FROM shared s
            WHERE closed_at >= since OR NOT EXISTS (
                SELECT 1 FROM shared later WHERE later.case_id = s.case_id AND later.parent = s.parent
                    AND later.closed_at > s.closed_at AND later.closed_at <= s.since)
                AND NOT EXISTS (
                SELECT 1 FROM work_orders w WHERE w.district = \(district) AND w.case_id = s.parent AND w.is_lead
                    AND w.dispatched_at > s.closed_at AND w.dispatched_at <= s.since)
            """)
        return try rows.map { row in
            let (id, event, unit, at, correlation) = try row.decode(
                (CaseID, EventID, UnitID, Instant, String).self)
            return SharedClose(case: id, event: event, unit: unit, closedAt: at, correlation: correlation)
        }
    }
}
