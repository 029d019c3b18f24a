import Foundation
import Synchronization

extension Process {
    private static let spawning = Mutex(())

    /// `run()`, one at a time in this test process.
    ///
    /// Foundation knows that a process has ended by a socket that it alone should have; whatever is started in the same instant
    /// inherits that, and keeps it open for as long as it lives itself.
    public func spawn() throws { try Self.spawning.withLock { _ in try run() } }
}
