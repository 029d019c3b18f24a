import Contracts
import DistrictRegister
import Messaging
import Postgres

/// The rules that a case is surveyed under.
struct Survey: Sendable {
    let rules: DistrictRules
    let registeredAt: Instant
}

extension Transaction {
    /// - Throws: `NotYet` when the case or its rule pack is not known; where there is a callback both are.
    borrowing func survey(
        of id: CaseID, in district: DistrictID, _ register: DistrictRegister
    ) throws -> Survey {
        let rows = try run(
            "SELECT pack_version, registered_at FROM cases WHERE district = \(district) AND case_id = \(id)::uuid")
        guard let row = rows.first else { throw NotYet("case/\(id)") }
        let (version, registeredAt) = try row.decode((String, Instant).self)
        return Survey(
            rules: try register.rules(of: district, version: version, in: self), registeredAt: registeredAt)
    }

    borrowing func insertAttempt(
        of callback: Callback, _ request: String?, in district: DistrictID, at time: Instant
    ) throws {
        try execute(
            """
            INSERT INTO attempts (district, callback, attempt, request_id, attempted_at)
            VALUES (\(district), \(callback.id)::uuid, \(callback.attempts), \(request)::uuid, \(time))
            """)
    }

    borrowing func hasAttempt(_ request: String, of callback: CallbackID, in district: DistrictID) throws -> Bool {
        let rows = try run(
            """
            SELECT 1 FROM attempts WHERE district = \(district) AND callback = \(callback)::uuid
                AND request_id = \(request)::uuid
            """)
        return !rows.isEmpty
    }
}
