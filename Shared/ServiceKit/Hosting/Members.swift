import Contracts
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

/// Keeps the partitions of the days to come ahead of the clock.
struct DaysMember: Service {
    let name = "days"
    let context: ServiceContext

    func run(until shutdown: ShutdownSignal) async throws {
        while !shutdown.isGiven {
            var pause = Duration.seconds(3600)
            do {
                try await DayPartitions(context.store.database).prepare(from: CivilDay(ofUTC: context.clock.now()))
            } catch {
                context.log.error("partitions of the days to come are not made", ["error": String(describing: error)])
                pause = .seconds(5)
            }
            try await shutdown.wait(atMost: pause)
        }
    }
}

/// Keeps the planner's statistics in step with young tables.
struct StatisticsMember: Service {
    let name = "statistics"
    let context: ServiceContext

    func run(until shutdown: ShutdownSignal) async throws {
        while !shutdown.isGiven {
            do {
                try await TableStatistics(context.store.database).refresh()
            } catch {
                context.log.warning("statistics are not refreshed", ["error": String(describing: error)])
            }
            try await shutdown.wait(atMost: TableStatistics.interval)
        }
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
                // While the broker is away the relay waits for answers: what has none by then goes out at the next start.
                try await Task.sleep(for: .seconds(3))
                await producers.close(drain: .zero)
            }
            try await relay(until: shutdown)
            group.cancelAll()
        }
    }

    private func relay(until shutdown: ShutdownSignal) async throws {
        while !shutdown.isGiven {
            do {
                try await relayOnce(until: shutdown)
            } catch let error as OtherCluster {
                // The service goes on taking what it is told; only the relay waits, until an operator has decided.
                hosting.watch.relayStands(String(describing: error))
                try await shutdown.wait(atMost: .seconds(5))
            } catch is ProducerClosed {
                return
            } catch {
                hosting.watch.relayStands(String(describing: error))
                await hosting.relaySignal.wait(atMost: .milliseconds(500))
            }
        }
    }

    private func relayOnce(until shutdown: ShutdownSignal) async throws {
        let connection = try await Connection.connect(to: postgres)
        let listener = try await Connection.connect(to: postgres)
        let relay = hosting.relay(over: connection, listening: listener, through: producers, flight: nil)
        do {
            try await relay.run { shutdown.isGiven }
        } catch {
            // The lock goes with its connection.
            await connection.close()
            await listener.close()
            throw error
        }
        await connection.close()
        await listener.close()
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
