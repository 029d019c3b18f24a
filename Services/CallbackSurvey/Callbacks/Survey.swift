import Contracts
import DistrictRegister
import Messaging
import Postgres
import ServiceKit

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
        of callback: Callback, in district: DistrictID, at time: Instant
    ) throws {
        try execute(
            """
            INSERT INTO attempts (district, callback, attempt, attempted_at)
            VALUES (\(district), \(callback.id)::uuid, \(callback.attempts), \(time))
            """)
    }

    /// Keeps what was asked for under an idempotency key.
    ///
    /// - Parameter attempt: the number that the caller named.
    /// - Returns: whether it had been asked for already.
    /// - Throws: `Problem` 422 when the key had named another attempt.
    borrowing func wasAsked(_ request: String, attempt: Int?, in district: DistrictID) throws -> Bool {
        let isNew = try change(
            """
            INSERT INTO attempt_requests (district, request_id, attempt)
            VALUES (\(district), \(request)::uuid, \(attempt)) ON CONFLICT DO NOTHING
            """)
        if isNew == 1 { return false }
        let rows = try run(
            "SELECT attempt FROM attempt_requests WHERE district = \(district) AND request_id = \(request)::uuid")
        guard let row = rows.first, try row.decode(Int?.self) == attempt else { throw IdempotencyKey.wasUsed() }
        return true
    }
}
