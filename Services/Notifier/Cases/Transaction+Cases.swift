import Contracts
import Messaging
import Postgres

extension Transaction {
    /// Keeps new cases; what is known already is left alone.
    borrowing func keep(_ appeals: [Received<AppealRegistered>], of district: DistrictID) throws {
        guard !appeals.isEmpty else { return }
        let events = appeals.map(\.event)
        try execute(
            """
            INSERT INTO cases (district, case_id, case_number, unit, callback_method, citizen_key, citizen_box, pack_version,
                registered_at)
            SELECT \(district)::text, * FROM unnest(\(events.map(\.case))::uuid[],
                \(events.map(\.caseNumber))::text[], \(events.map(\.unit))::text[],
                \(events.map(\.callbackMethod.rawValue))::text[],
                \(events.map(\.citizen?.keyId))::text[], \(events.map(\.citizen?.box))::text[],
                \(events.map(\.packVersion))::text[], \(appeals.map(\.time))::timestamptz[])
            ON CONFLICT (district, case_id) DO NOTHING
            """)
    }

    /// Keeps a unit's preparation of a show; a show without rules has none.
    borrowing func keep(preparation id: CaseID, of show: Received<BroadcastScheduled>, by unit: UnitID) throws {
        guard let packVersion = show.event.packVersion else { return }
        try execute(
            """
            INSERT INTO cases (district, case_id, case_number, unit, callback_method, pack_version, registered_at)
            VALUES (\(show.district), \(id)::uuid, \(show.event.broadcast.rawValue), \(unit),
                \(CallbackMethod.none.rawValue), \(packVersion), \(show.time))
            ON CONFLICT (district, case_id) DO NOTHING
            """)
    }

    /// What was missing at registration: the citizen, perhaps, and the unit.
    borrowing func amend(_ amendment: AppealAmended, of district: DistrictID) throws {
        try execute(
            """
            UPDATE cases SET unit = coalesce(\(amendment.unit)::text, unit),
                callback_method = coalesce(\(amendment.callbackMethod?.rawValue)::text, callback_method),
                citizen_key = coalesce(\(amendment.citizen?.keyId)::text, citizen_key),
                citizen_box = coalesce(\(amendment.citizen?.box)::text, citizen_box)
            WHERE district = \(district) AND case_id = \(amendment.case)::uuid
            """)
    }

    borrowing func keep(_ orders: [Received<WorkOrderDispatched>], of district: DistrictID) throws {
        guard !orders.isEmpty else { return }
        let events = orders.map(\.event)
        try execute(
            """
            INSERT INTO work_orders (district, case_id, work_order, unit, is_lead, dispatched_at)
            SELECT \(district)::text, * FROM unnest(\(events.map(\.case))::uuid[], \(events.map(\.workOrder))::uuid[],
                \(events.map(\.unit))::text[], \(events.map(\.isLead))::boolean[],
                \(orders.map(\.time))::timestamptz[])
            ON CONFLICT (district, case_id, work_order) DO NOTHING
            """)
    }

    /// Those of the cases that are known.
    borrowing func caseFiles(_ ids: Set<CaseID>, of district: DistrictID) throws -> [CaseID: CaseFile] {
        guard !ids.isEmpty else { return [:] }
        let rows = try run(
            """
            SELECT case_id, case_number, pack_version, citizen_box IS NOT NULL AND callback_method <> 'none',
                coalesce((SELECT w.unit FROM work_orders w
                    WHERE w.district = c.district AND w.case_id = c.case_id AND w.is_lead
                    ORDER BY w.dispatched_at DESC LIMIT 1), c.unit),
                ARRAY(SELECT w.work_order::text FROM work_orders w
                    WHERE w.district = c.district AND w.case_id = c.case_id AND NOT w.is_lead)
            FROM cases c WHERE district = \(district) AND case_id = ANY(\(ids.sorted())::uuid[])
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let (id, number, pack, isReachable, unit, assisting) = try row.decode(
                    (CaseID, CaseNumber, String, Bool, UnitID?, [WorkOrderID]).self)
                let file = CaseFile(
                    number: number, packVersion: pack, unit: unit, isReachable: isReachable,
                    assisting: Set(assisting))
                return (id, file)
            })
    }

    /// The sealed citizen of a case; nil when there is none.
    borrowing func citizen(of id: CaseID, in district: DistrictID) throws -> SealedText? {
        let rows = try run(
            """
            SELECT citizen_key, citizen_box FROM cases
            WHERE district = \(district) AND case_id = \(id)::uuid AND citizen_box IS NOT NULL
            """)
        return try rows.first.map { try SealedText($0) }
    }
}

extension SealedText {
    /// Key id and box, in this order.
    init(_ row: Row) throws {
        let (key, box) = try row.decode((String, String).self)
        self.init(keyId: key, box: box)
    }
}
