import Contracts
import Foundation
import Postgres

@testable import Messaging

/// A transaction that has done its work and commits when it is told to.
struct OpenTransaction {
    private let task: Task<Void, any Error>
    private let mayCommit: DispatchSemaphore

    /// Returns when `work` is done; if it failed, ``commit()`` says so.
    init(over connection: Connection, _ work: @escaping @Sendable (borrowing Transaction) throws -> Void) async {
        let leave = DispatchSemaphore(value: 0)
        let (isDone, done) = AsyncStream.makeStream(of: Void.self)
        mayCommit = leave
        task = Task {
            defer { done.finish() }
            try await connection.transaction(scope: Post.district.rawValue) { transaction in
                try work(transaction)
                done.finish()
                // Blocks the connection's own thread and no other.
                leave.wait()
            }
        }
        for await _ in isDone {}
    }

    func commit() async throws {
        mayCommit.signal()
        try await task.value
    }
}

extension Post {
    /// A fact that has its position and is not committed yet.
    func saying(_ unit: String) async throws -> OpenTransaction {
        let connection = try await connect()
        return await OpenTransaction(over: connection) { transaction in
            let journal = Journal(district: Self.district)
            try journal.events(causedBy: Cause(id: unit)).record(UnitChanged(unit), at: .sample)
            try journal.write(in: transaction)
            // The writing is deferred; this waits for it.
            try transaction.run("SELECT 1")
        }
    }

    /// Nobody can delete the pointers that are in the outbox now, until it commits.
    func holdingPointers() async throws -> OpenTransaction {
        let connection = try await connect()
        return await OpenTransaction(over: connection) { transaction in
            _ = try transaction.run("SELECT 1 FROM outbox FOR UPDATE")
        }
    }

    /// Whether anybody in this database waits for a lock that another holds.
    func isWaitingForALock() async throws -> Bool {
        try await !sql(
            """
            SELECT 1 FROM pg_stat_activity
            WHERE datname = current_database() AND usename = 'test_ear' AND cardinality(pg_blocking_pids(pid)) > 0
            """
        ).isEmpty
    }
}
