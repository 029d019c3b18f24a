import Contracts
import Messaging
import Postgres

extension Transaction {
    /// - Throws: `RuleBroken` when one of them was registered before: its id can have come with one fact only.
    borrowing func insert(_ files: [CaseFile], of district: DistrictID) throws {
        let appeals = files.map(\.appeal)
        let count = try change(
            """
            INSERT INTO cases (district, case_id, case_number, category, channel, broadcast, on_air, unit,
                is_foreign_matter, is_complex, is_anonymous, has_contact, callback_method, citizen_key, citizen_box, text_key,
                text_box, pack_version, registered_at, stage, open_leads, ready_at)
            SELECT \(district)::text, * FROM unnest(\(appeals.map(\.case))::uuid[], \(appeals.map(\.caseNumber))::text[],
                \(appeals.map(\.category))::text[], \(appeals.map(\.channel))::text[],
                \(appeals.map(\.broadcast))::text[], \(appeals.map(\.onAir))::text[], \(appeals.map(\.unit))::text[],
                \(appeals.map(\.isForeignMatter))::boolean[], \(appeals.map(\.isComplex))::boolean[],
                \(appeals.map(\.isAnonymous))::boolean[], \(appeals.map(\.hasContact))::boolean[], \(appeals.map(\.callbackMethod))::text[],
                \(appeals.map(\.citizen?.keyId))::text[], \(appeals.map(\.citizen?.box))::text[],
                \(appeals.map(\.text?.keyId))::text[], \(appeals.map(\.text?.box))::text[],
                \(appeals.map(\.packVersion))::text[], \(files.map(\.registeredAt))::timestamptz[],
                \(files.map(\.state.stage))::text[], \(files.map(\.state.leads))::integer[],
                \(files.map(\.readyAt))::timestamptz[])
            ON CONFLICT DO NOTHING
            """)
        guard count == files.count else { throw RuleBroken("a case was registered before by another fact") }
    }

    /// - Parameter isLocked: nobody else may do anything about the case before this transaction ends.
    borrowing func caseFile(_ id: CaseID, of district: DistrictID, isLocked: Bool = false) throws -> CaseFile? {
        if isLocked {
            try execute("SELECT 1 FROM cases WHERE district = \(district) AND case_id = \(id)::uuid FOR UPDATE")
        }
        return try caseFiles([id], of: district)[id]
    }

    borrowing func caseFiles(_ ids: [CaseID], of district: DistrictID) throws -> [CaseID: CaseFile] {
        let files = try run(
            """
            SELECT case_id, case_number, category, channel, broadcast, on_air, unit, is_foreign_matter, is_complex,
                is_anonymous, has_contact, callback_method, citizen_key, citizen_box, text_key, text_box, pack_version,
                registered_at, stage, open_leads, ready_at, pending_order, parent
            FROM cases WHERE district = \(district) AND case_id = ANY(\(ids)::uuid[])
            """
        ).map { try CaseFile($0) }
        return Dictionary(files.map { ($0.id, $0) }) { first, _ in first }
    }

    /// What was raised in a show and has not gone out, locked, oldest first.
    borrowing func casesNotSent(of broadcast: BroadcastID, in district: DistrictID) throws -> [CaseFile] {
        try run(
            """
            SELECT case_id, case_number, category, channel, broadcast, on_air, unit, is_foreign_matter, is_complex,
                is_anonymous, has_contact, callback_method, citizen_key, citizen_box, text_key, text_box, pack_version,
                registered_at, stage, open_leads, ready_at, pending_order, parent
            FROM cases WHERE district = \(district) AND broadcast = \(broadcast) AND stage IN ('waiting', 'unassigned')
            ORDER BY registered_at, case_id FOR UPDATE
            """
        ).map { try CaseFile($0) }
    }

    /// Everything about it that can change.
    borrowing func update(_ file: CaseFile, of district: DistrictID) throws {
        let appeal = file.appeal
        try execute(
            """
            UPDATE cases SET category = \(appeal.category), unit = \(appeal.unit),
                is_foreign_matter = \(appeal.isForeignMatter), is_complex = \(appeal.isComplex),
                is_anonymous = \(appeal.isAnonymous), has_contact = \(appeal.hasContact), callback_method = \(appeal.callbackMethod),
                citizen_key = \(appeal.citizen?.keyId), citizen_box = \(appeal.citizen?.box),
                text_key = \(appeal.text?.keyId), text_box = \(appeal.text?.box), stage = \(file.state.stage),
                open_leads = \(file.state.leads), ready_at = \(file.readyAt), pending_order = \(file.pendingOrder)::uuid, parent = \(file.parent)::uuid
            WHERE district = \(district) AND case_id = \(file.id)::uuid
            """)
    }

    /// Where it stands, and nothing else about it.
    borrowing func updateState(of file: CaseFile, in district: DistrictID) throws {
        try execute(
            """
            UPDATE cases SET stage = \(file.state.stage), open_leads = \(file.state.leads),
                pending_order = \(file.pendingOrder)::uuid
            WHERE district = \(district) AND case_id = \(file.id)::uuid
            """)
    }

    /// Sets the state of many at once, none of which was handed back.
    borrowing func move(_ files: [CaseFile], of district: DistrictID, to state: CaseState) throws {
        guard !files.isEmpty else { return }
        try execute(
            """
            UPDATE cases SET stage = \(state.stage), open_leads = \(state.leads)
            WHERE district = \(district) AND case_id = ANY(\(files.map(\.id))::uuid[])
            """)
    }
}

extension CaseFile {
    init(_ row: Row) throws {
        let (
            id, number, category, channel, broadcast, onAir, unit, foreign, complex, anonymous, contact, method,
            citizenKey,
            citizenBox, textKey, textBox, pack, registered, stage, leads, ready, pending, parent
        ) = try row.decode(
            (
                CaseID, CaseNumber, AppealCategory?, AppealChannel, BroadcastID?, OnAirOutcome?, UnitID?, Bool, Bool,
                Bool, Bool?, CallbackMethod, String?, String?, String?, String?, String, Instant, CaseState.Stage, Int,
                Instant, WorkOrderID?, CaseID?
            ).self)
        self.init(
            appeal: AppealRegistered(
                case: id, caseNumber: number, category: category, channel: channel, broadcast: broadcast, onAir: onAir,
                unit: unit, isForeignMatter: foreign, isComplex: complex, isAnonymous: anonymous,
                hasContact: contact, callbackMethod: method, citizen: SealedText(keyId: citizenKey, box: citizenBox),
                text: SealedText(keyId: textKey, box: textBox), packVersion: pack),
            registeredAt: registered, state: CaseState(stage: stage, leads: leads), readyAt: ready,
            pendingOrder: pending, parent: parent)
    }
}
