import Messaging

/// The loops of a service's due work, each with a signal of its own: a signal wakes one waiter only.
struct DueLoops: Service {
    let name = "due work"
    private let source: Signal
    private let signals: [Signal]

    /// - Parameter signal: the service's; it reaches every loop.
    static func members(
        _ works: [any DueWork], clock: any DomainClock, signal: Signal, log: Log, health: Health
    ) -> [any Service] {
        let loops = works.map {
            DueLoop(work: $0, clock: clock, signal: Signal(), log: log, pulse: health.heartbeat($0.name))
        }
        return loops.isEmpty ? [] : [DueLoops(source: signal, signals: loops.map(\.signal))] + loops
    }

    /// Passes the signal on.
    func run(until shutdown: ShutdownSignal) async throws {
        while !shutdown.isGiven {
            // Also wakes the loops when nobody has signalled; they find nothing due and wait again.
            await source.wait(atMost: .milliseconds(500))
            for signal in signals { signal.wake() }
        }
    }
}
