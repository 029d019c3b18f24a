import FailPoints
import HTTP
import Kafka
import Messaging
import Postgres

/// Ends last: everything else needs it.
struct PoolMember: Service {
    let name = "pool"
    let database: Database

    func run(until shutdown: ShutdownSignal) async throws {
        await shutdown.wait()
        await database.close()
    }
}

struct ProducerMember: Service {
    let name = "producer"
    let producers: ProducerSource

    func run(until shutdown: ShutdownSignal) async throws {
        await shutdown.wait()
        await producers.close(drain: .seconds(5))
    }
}

/// Relays over a connection of its own; when that is lost, over a new one.
struct RelayMember<S: HostedService>: Service {
    let name = "relay"
    let hosting: Hosting<S>
    let postgres: ConnectionSettings
    let producers: ProducerSource

    func run(until shutdown: ShutdownSignal) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await shutdown.wait()
                hosting.relaySignal.wake()
            }
            try await relay(until: shutdown)
            group.cancelAll()
        }
    }

    private func relay(until shutdown: ShutdownSignal) async throws {
        while !shutdown.isGiven {
            do {
                let connection = try await Connection.connect(to: postgres)
                try await hosting.relay(over: connection, through: producers, flight: nil).run { shutdown.isGiven }
                await connection.close()
            } catch let error as OtherCluster {
                throw error
            } catch {
                hosting.watch.relay(.failed(String(describing: error)))
                await hosting.relaySignal.wait(atMost: .milliseconds(500))
            }
        }
    }
}

struct InboxMember: Service {
    let name = "consumer"
    let inbox: Inbox

    func run(until shutdown: ShutdownSignal) async throws {
        try await inbox.run { shutdown.isGiven }
    }
}

/// Ends first: no request comes in any more while the rest finishes.
struct ServerMember: Service {
    let name = "http"
    let server: HTTPServer
    let started: @Sendable (Int) -> Void

    func run(until shutdown: ShutdownSignal) async throws {
        started(try await server.start())
        await shutdown.wait()
        await server.stop(grace: .seconds(10))
    }
}
