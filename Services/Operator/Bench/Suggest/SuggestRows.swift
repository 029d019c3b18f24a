import Contracts
import Foundation
import Postgres
import Sealing

/// Cases by the thousand, as dispatch stores them, with their texts sealed.
struct SuggestRows: Sendable {
    static let batch = 1_000

    struct Entry: Sendable {
        let id = CaseID(UUID().uuidString.lowercased())
        let appeal: MadeAppeal
        let at: Instant
        /// Answered by its unit; else it waits for one.
        let isHandled: Bool
    }

    private let admin: Connection
    private let keys: KeyRing

    init(_ administrator: ConnectionSettings, schema: String, keys: KeyRing) async throws {
        var settings = administrator
        settings.searchPath = [schema]
        admin = try await Connection.connect(to: settings)
        self.keys = keys
    }

    func close() async { await admin.close() }

    func insert(_ entries: [Entry]) async throws {
        let sealed = try entries.map { entry in
            try keys.seal(
                entry.appeal.text, field: "text", of: SealSubject(district: SuggestPlace.district, case: entry.id),
                month: Month(CivilDay(ofUTC: entry.at)))
        }
        let (ids, units) = (entries.map(\.id.rawValue), entries.map(\.appeal.unit))
        try await admin.run(
            """
            WITH made AS (
                SELECT * FROM unnest(\(ids)::uuid[], \(units)::text[], \(entries.map(\.isHandled))::boolean[],
                    \(entries.map(\.at.rfc3339))::timestamptz[], \(sealed.map(\.keyId))::text[],
                    \(sealed.map(\.box))::text[]) AS made (id, unit, is_handled, at, text_key, text_box)),
            stored AS (
                INSERT INTO cases (district, case_id, case_number, category, channel, unit, is_foreign_matter,
                    is_complex, is_anonymous, callback_method, text_key, text_box, pack_version, registered_at, stage,
                    ready_at)
                SELECT \(SuggestPlace.district.rawValue)::text, id, 'B-' || id, 'complaint', 'offAir',
                    CASE WHEN is_handled THEN unit END, false, false, false, 'phone', text_key, text_box,
                    'changzhou-2020.1', at, CASE WHEN is_handled THEN 'dispatched' ELSE 'unassigned' END, at
                FROM made),
            sent AS (
                INSERT INTO work_orders (district, work_order, case_id, unit, basis, is_lead, round, stage,
                    dispatched_at)
                SELECT \(SuggestPlace.district.rawValue)::text, id, id, unit, 'offAir', true, 1, 'answered', at
                FROM made WHERE is_handled)
            INSERT INTO unlearnt (district, case_id)
            SELECT \(SuggestPlace.district.rawValue)::text, id FROM made WHERE is_handled
            """)
    }

    func count(_ table: String) async throws -> Int {
        try await admin.run(SQL(stringLiteral: "SELECT count(*) FROM \(table)")).first?.decode(Int.self) ?? 0
    }

    /// As a database that has been there for a year: with statistics, and without what was changed just now.
    func settle() async throws {
        try await admin.run("VACUUM ANALYZE cases, work_orders, lessons, learnt_terms, learnt_units")
        try await admin.run("CHECKPOINT")
    }

    func readBarely(_ hashes: [Int64]) async throws {
        let terms = "{" + hashes.map(String.init).joined(separator: ",") + "}"
        _ = try await admin.run(
            """
            SELECT term, unit, cases FROM learnt_terms
            WHERE district = \(SuggestPlace.district.rawValue) AND term = ANY(\(terms)::bigint[])
            """)
    }
}
