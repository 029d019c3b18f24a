import Contracts
import Postgres

/// Partitions of journal and inbox for the days to come, one for each UTC day.
public struct DayPartitions: Sendable {
    /// A service that cannot prepare, or does not run, has this long before rows go to the default partition.
    public static let daysAhead = 8

    private let database: Database

    public init(_ database: Database) { self.database = database }

    /// Makes what is missing; can be repeated, by several instances at once.
    ///
    /// - Returns: how many partitions were made. A day whose rows lie in the default partition gets none.
    @discardableResult
    public func prepare(from today: CivilDay, count: Int = daysAhead) async throws -> Int {
        try await database.run("SELECT prepare_days(\(today)::date, \(count))").first?.decode(Int.self) ?? 0
    }
}
