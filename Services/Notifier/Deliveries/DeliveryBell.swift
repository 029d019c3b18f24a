import Messaging
import Postgres
import ServiceKit

/// Passes each wake-up on to every lane, and looks at how old what is pending has become.
struct DeliveryBell: Service {
    let name = "delivery bell"
    let signal: Signal
    let lanes: [Signal]
    let watch: DeliveryWatch
    let database: Database
    let log: Log

    func run(until shutdown: ShutdownSignal) async throws {
        try await signal.alsoWoken(by: shutdown) { await ring(until: shutdown) }
    }

    private func ring(until shutdown: ShutdownSignal) async {
        var next = ContinuousClock.now
        while !shutdown.isGiven, !Task.isCancelled {
            await signal.wait(atMost: .seconds(1))
            for lane in lanes { lane.wake() }
            guard ContinuousClock.now >= next else { continue }
            next = .now + .seconds(5)
            do {
                try await watch.look(in: database)
            } catch {
                log.warning("age of deliveries is not known", ["error": String(describing: error)])
            }
        }
    }
}
