import Contracts
import Postgres
import WorkingCalendar

/// The cases that the watcher's schema remembers, batch after batch, read without changing anything.
public struct PastCases: Sendable {
    private let database: Database
    private let district: DistrictID
    /// Cases held in memory at a time.
    static let batch = 500

    public struct PastCase: Sendable {
        public let number: CaseNumber?
        /// The facts without the runs.
        public let state: CaseState
    }

    /// - Parameter database: logged in as the watcher, its schema in the search path.
    public init(of district: DistrictID, in database: Database) {
        (self.district, self.database) = (district, database)
    }

    /// The packs that the district has adopted: version and text, in the order in which they take effect.
    public func packs() async throws -> [(version: String, source: String)] {
        let district = district
        return try await read { transaction in
            try transaction.run(
                """
                SELECT version, source FROM rule_packs WHERE district = \(district)
                ORDER BY effective_from, adopted_at
                """
            ).map { try $0.decode((String, String).self) }
        }
    }

    /// The calendar published last; nil where none has come.
    public func calendar() async throws -> CalendarTable? {
        try await read { transaction in
            let row = try transaction.run(
                "SELECT version, source FROM calendars ORDER BY published_at DESC, version DESC LIMIT 1"
            ).first
            guard let (version, source) = try row?.decode((String, String).self) else { return nil }
            return try CalendarTable(csv: source, version: version)
        }
    }

    /// The cases behind an id, in the order of their ids; empty at the end.
    ///
    /// - Parameter last: nil for the first batch.
    public func batch(after last: CaseID?) async throws -> [PastCase] {
        let district = district
        let last = last ?? CaseID("00000000-0000-0000-0000-000000000000")
        return try await read { transaction in
            try transaction.run(
                """
                SELECT case_id, case_number, facts FROM case_states
                WHERE district = \(district) AND case_id > \(last)::uuid ORDER BY case_id LIMIT \(Self.batch)::integer
                """
            ).map { row in
                let (id, number, facts) = try row.decode((CaseID, CaseNumber?, String?).self)
                return PastCase(number: number, state: try CaseState(case: id, encodedFacts: facts, runs: []))
            }
        }
    }

    private func read<T: Sendable>(_ body: @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await database.transaction(scope: district.rawValue) { transaction in
            try transaction.execute("SET TRANSACTION READ ONLY")
            return try body(transaction)
        }
    }
}
