import Postgres

/// What the planner knows of a schema's tables, kept up while they are young.
public struct TableStatistics: Sendable {
    /// How long to leave between two looks.
    public static let interval = Duration.seconds(2)
    private let database: Database

    public init(_ database: Database) { self.database = database }

    /// Looks again at each table that has doubled since it was last looked at; can be repeated, by several instances.
    ///
    /// - Returns: how many tables were looked at.
    @discardableResult
    public func refresh() async throws -> Int {
        try await database.run("SELECT refresh_statistics()").first?.decode(Int.self) ?? 0
    }
}
