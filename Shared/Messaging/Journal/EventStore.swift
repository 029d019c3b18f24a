import Contracts
import FailPoints
import Postgres

/// A service's database together with what must happen after each commit that recorded events.
public struct EventStore: Sendable {
    public let database: Database
    let signal: Signal
    let flight: Flight?

    public init(database: Database, signal: Signal, flight: Flight? = nil) {
        self.database = database
        self.signal = signal
        self.flight = flight
    }

    /// Runs `body` in one transaction of one district: state, journal and outbox commit together or not at all.
    ///
    /// After the commit the relay of this process is woken.
    public func record<T: Sendable>(
        in district: DistrictID, _ body: @Sendable (borrowing Transaction, Journal) throws -> T
    ) async throws -> T {
        flight?.writes()
        var committed = 0
        defer { flight?.wrote(committed) }
        let (value, count) = try await database.transaction(scope: district.rawValue) { transaction in
            let journal = Journal(district: district)
            let value = try body(transaction, journal)
            try journal.write(in: transaction)
            if journal.rows.count > 0 { FailPoint.reach("store.beforeCommit") }
            return (value, journal.rows.count)
        }
        if count > 0 {
            FailPoint.reach("store.committed")
            committed = count
            signal.wake()
        }
        return value
    }

    /// Reads without recording anything.
    public func read<T: Sendable>(
        in district: DistrictID, _ body: @Sendable (borrowing Transaction) throws -> T
    ) async throws -> T {
        try await database.transaction(scope: district.rawValue, body)
    }
}
