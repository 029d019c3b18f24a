import Contracts
import Messaging
import Postgres

extension Transaction {
    borrowing func keep(appeals: [(event: AppealRegistered, at: Instant)], of district: DistrictID) throws {
        guard !appeals.isEmpty else { return }
        try execute(
            """
            INSERT INTO cases (district, case_id, case_number, category, channel, broadcast, on_air, is_anonymous,
                callback_method, citizen_key, citizen_box, pack_version, registered_at)
            SELECT \(district)::text, * FROM unnest(\(appeals.map(\.event.case.rawValue))::uuid[],
                \(appeals.map(\.event.caseNumber.rawValue))::text[], \(appeals.map(\.event.category?.rawValue))::text[],
                \(appeals.map(\.event.channel.rawValue))::text[], \(appeals.map(\.event.broadcast))::text[],
                \(appeals.map(\.event.onAir?.rawValue))::text[], \(appeals.map(\.event.isAnonymous))::boolean[],
                \(appeals.map(\.event.callbackMethod.rawValue))::text[],
                \(appeals.map(\.event.citizen?.keyId))::text[], \(appeals.map(\.event.citizen?.box))::text[],
                \(appeals.map(\.event.packVersion))::text[], \(appeals.map(\.at))::timestamptz[])
            ON CONFLICT DO NOTHING
            """)
    }

    /// What was not amended stays.
    borrowing func amend(by amendment: AppealAmended, in district: DistrictID) throws {
        try execute(
            """
            UPDATE cases SET category = coalesce(\(amendment.category?.rawValue), category),
                is_anonymous = coalesce(\(amendment.isAnonymous), is_anonymous),
                callback_method = coalesce(\(amendment.callbackMethod?.rawValue), callback_method),
                citizen_key = coalesce(\(amendment.citizen?.keyId), citizen_key),
                citizen_box = coalesce(\(amendment.citizen?.box), citizen_box)
            WHERE district = \(district) AND case_id = \(amendment.case)::uuid
            """)
    }
}
