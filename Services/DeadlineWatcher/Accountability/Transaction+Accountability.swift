import Contracts
import Postgres

/// Which proposals a list shows.
struct AccountabilityFilter: Sendable {
    var state: Accountability.State?
    var kind: Accountability.Kind?
    var unit: UnitID?
    /// Those behind this place.
    var after: Cursor?
    var limit = 50
}

extension Transaction {
    /// - Returns: how many were not known.
    @discardableResult
    borrowing func store(_ proposals: [Accountability], of district: DistrictID) throws -> Int {
        guard !proposals.isEmpty else { return 0 }
        return try change(
            """
            INSERT INTO accountabilities (district, accountability, kind, case_id, rule, ground, deadline, work_order,
                unit, proposed_at, proposed_by)
            SELECT \(district)::text, * FROM unnest(\(proposals.map(\.accountability))::uuid[],
                \(proposals.map(\.kind.rawValue))::text[], \(proposals.map(\.case))::uuid[],
                \(proposals.map(\.rule))::text[], \(proposals.map(\.ground))::text[],
                \(proposals.map(\.deadline))::uuid[], \(proposals.map(\.workOrder))::text[],
                \(proposals.map(\.unit))::text[], \(proposals.map(\.proposedAt))::timestamptz[],
                \(proposals.map(\.proposedBy))::text[])
            ON CONFLICT DO NOTHING
            """)
    }

    /// The miss behind a proposal never was; what has been decided stays decided.
    borrowing func withdraw(_ id: AccountabilityID, at time: Instant, of district: DistrictID) throws {
        try execute(
            """
            UPDATE accountabilities SET withdrawn_at = coalesce(withdrawn_at, \(time))
            WHERE district = \(district) AND accountability = \(id)::uuid
            """)
    }

    /// - Returns: false when it had been decided, or is not known.
    borrowing func decide(
        _ id: AccountabilityID, _ decision: AccountabilityDecision, of district: DistrictID
    ) throws -> Bool {
        try change(
            """
            UPDATE accountabilities SET decided_at = \(decision.at), decided_by = \(decision.account),
                is_upheld = \(decision.isUpheld), reason_key = \(decision.reason?.keyId),
                reason_box = \(decision.reason?.box)
            WHERE district = \(district) AND accountability = \(id)::uuid AND decided_at IS NULL
            """) == 1
    }

    /// - Parameter isLocked: nobody else decides about it before this transaction ends.
    borrowing func accountability(
        _ id: AccountabilityID, in district: DistrictID, isLocked: Bool = false
    ) throws -> Accountability? {
        if isLocked {
            try execute(
                """
                SELECT 1 FROM accountabilities WHERE district = \(district) AND accountability = \(id)::uuid FOR UPDATE
                """)
        }
        let rows = try run(
            """
            SELECT accountability, kind, case_id, rule, ground, deadline, work_order, unit, proposed_at, proposed_by,
                withdrawn_at, decided_at, decided_by, is_upheld, reason_key, reason_box
            FROM accountabilities WHERE district = \(district) AND accountability = \(id)::uuid
            """)
        return try rows.first.map { try Accountability($0) }
    }

    borrowing func accountabilities(
        _ filter: AccountabilityFilter, in district: DistrictID
    ) throws -> [Accountability] {
        let after = filter.after ?? .start
        let (state, kind) = (filter.state?.rawValue, filter.kind?.rawValue)
        let rows = try run(
            """
            SELECT accountability, kind, case_id, rule, ground, deadline, work_order, unit, proposed_at, proposed_by,
                withdrawn_at, decided_at, decided_by, is_upheld, reason_key, reason_box
            FROM accountabilities
            WHERE district = \(district)
                AND (proposed_at, accountability) > (\(after.at)::timestamptz, \(after.id)::uuid)
                AND (kind = \(kind)::text OR \(kind)::text IS NULL)
                AND (unit = \(filter.unit)::text OR \(filter.unit)::text IS NULL)
                AND (\(state)::text IS NULL OR \(state)::text = CASE WHEN decided_at IS NOT NULL THEN 'decided'
                    WHEN withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'proposed' END)
            ORDER BY proposed_at, accountability LIMIT \(filter.limit)::integer
            """)
        return try rows.map { try Accountability($0) }
    }
}
