import Contracts
import Messaging
import Synchronization
import Testing

@testable import ServiceKit

/// Counts how often it was looked at; there is never anything to do.
private final class IdleWork: DueWork {
    let name: String
    private let looks = Mutex(0)
    var count: Int { looks.withLock { $0 } }

    init(_ name: String) { self.name = name }

    func next() async throws -> Instant? { nil }

    func run(at now: Instant) async throws -> Int {
        looks.withLock { $0 += 1 }
        return 0
    }
}

@Suite struct DueLoopTests {
    /// A signal wakes one waiter: loops that shared one would wait for ever.
    @Test(.timeLimit(.minutes(1))) func everyLoopOfAServiceIsWokenByItsSignal() async throws {
        let works = (1...3).map { IdleWork("work \($0)") }
        let source = Signal()
        let log = Log(service: "test", namespace: "test", level: .critical)
        let loops = DueLoops.members(
            works, clock: ManualClock(Instant(seconds: 0)), signal: source, log: log, health: Health())
        let shutdown = ShutdownSignal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ServiceGroup(loops, log: log).run(until: shutdown) }
            for round in 1...3 {
                source.wake()
                try await eventually("round \(round)") { works.allSatisfy { $0.count > 2 * round } }
            }
            shutdown.give()
            try await group.waitForAll()
        }
    }
}
