import Contracts
import Postgres

/// Half of all cases, by their ids.
enum RecomputedHalf: Int, CaseIterable, Sendable {
    case lower, upper

    private static let middle = CaseID("7fffffff-ffff-ffff-ffff-ffffffffffff")

    /// Cases lie behind this id.
    var start: CaseID { self == .lower ? CaseID("00000000-0000-0000-0000-000000000000") : Self.middle }
    /// The last id that a case can have.
    var end: CaseID { self == .lower ? Self.middle : CaseID("ffffffff-ffff-ffff-ffff-ffffffffffff") }
}

/// How far one half of a district's cases has come with a calendar's change: one row of `recomputations`.
struct Recomputation: Sendable {
    let district: DistrictID
    let version: String
    let half: RecomputedHalf
}

extension Transaction {
    /// Locks the progress; nil when it is finished, or another instance is at it.
    borrowing func position(of progress: Recomputation) throws -> CaseID? {
        let (district, version, half) = (progress.district, progress.version, progress.half)
        try execute(
            """
            INSERT INTO recomputations (district, version, part, position)
            VALUES (\(district), \(version), \(half.rawValue), \(half.start)) ON CONFLICT DO NOTHING
            """)
        let rows = try run(
            """
            SELECT position FROM recomputations
            WHERE district = \(district) AND version = \(version) AND part = \(half.rawValue) AND NOT is_done
            FOR UPDATE SKIP LOCKED
            """)
        return try rows.first?.decode(CaseID.self)
    }

    borrowing func openCases(
        of progress: Recomputation, after position: CaseID, atMost count: Int
    ) throws -> [CaseID] {
        let rows = try run(
            """
            SELECT DISTINCT case_id FROM deadlines
            WHERE district = \(progress.district) AND case_id > \(position)::uuid
                AND case_id <= \(progress.half.end)::uuid AND status IN ('running', 'paused')
            ORDER BY case_id LIMIT \(count)::integer
            """)
        return try rows.map { try $0.decode(CaseID.self) }
    }

    borrowing func move(_ progress: Recomputation, to position: CaseID?, isDone: Bool) throws {
        try execute(
            """
            UPDATE recomputations SET position = coalesce(\(position)::uuid, position), is_done = \(isDone)
            WHERE district = \(progress.district) AND version = \(progress.version)
                AND part = \(progress.half.rawValue)
            """)
    }
}
