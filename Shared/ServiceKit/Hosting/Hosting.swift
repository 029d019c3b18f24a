import Contracts
import HTTP
import Kafka
import Messaging
import Postgres

/// A service put together with its messaging: everything but the process around it.
///
/// A process of its own, a test and a simulation build this same thing from different contexts.
public struct Hosting<S: HostedService>: Sendable {
    public let service: S
    public let context: ServiceContext
    public let messaging: MessagingSettings
    public let router: Router
    /// Who may use which route.
    public let rules: [GuardedRouter.Rule]
    public let inbox: Inbox
    public let relaySignal: Signal
    let watch: TrafficWatch

    public init(_ context: ServiceContext, messaging: MessagingSettings, relaySignal: Signal) throws {
        let service = try S(context)
        self.service = service
        self.context = context
        self.messaging = messaging
        self.relaySignal = relaySignal
        var router = Router { error, route in
            context.log.error("request failed", ["route": route.pattern, "error": String(describing: error)])
        }
        router.onOperations(health: context.health, metrics: context.metrics)
        var guarded = GuardedRouter(router, tokens: context.tokens, metrics: context.metrics)
        service.addRoutes(to: &guarded)
        self.router = guarded.router
        rules = guarded.rules
        let watch = TrafficWatch(
            log: context.log, metrics: context.metrics, health: context.health, due: context.dueSignal)
        inbox = Inbox(
            store: context.store, handlers: service.handlers, settings: messaging, progress: context.progress,
            now: context.clock.now, report: watch.inbox)
        self.watch = watch
    }

    /// The relay on its own connection, which holds the advisory lock.
    ///
    /// - Parameters:
    ///   - listener: a second connection, for what other instances commit; nil where there is only one.
    ///   - flight: a simulation's counter of what is under way; nil in a process of its own.
    public func relay(
        over connection: Connection, listening listener: Connection? = nil, through producers: ProducerSource,
        flight: Flight?
    ) -> OutboxRelay {
        OutboxRelay(
            connection: connection, listener: listener, producers: producers, settings: messaging, signal: relaySignal,
            flight: flight,
            report: watch.relay)
    }

    /// The loops that drive due work on the domain's clock.
    public var dueLoops: [any Service] {
        DueLoops.members(
            service.dueWork, clock: context.clock, signal: context.dueSignal, log: context.log, health: context.health)
    }
}
