import Contracts
import DistrictRegister
import Foundation
import HTTP
import Messaging
import ServiceKit

/// Tells people and systems outside of what has happened: deliveries with leases, retries and back-off, over gateways.
public struct NotifierService: HostedService {
    public static let name = "notifier"
    public static let port = 8105

    public static var migrations: [MigrationSet] {
        [
            MigrationSet("district_register", RegisterMigrations.folder),
            MigrationSet("notifier", Bundle.module.bundleURL.appending(path: "Migrations")),
        ]
    }

    public static func declare(_ settings: inout Settings) { _ = NotifierSettings(&settings) }

    private let register: DistrictRegister
    private let context: ServiceContext
    private let watch: DeliveryWatch
    private let lanes: [Lane]

    public init(_ context: ServiceContext) throws {
        let settings = NotifierSettings(context.environment)
        let register = DistrictRegister()
        try self.init(
            context, register: register, plan: settings.plan,
            gateways: Gateways(settings: settings, context: context, register: register).chosen())
    }

    /// - Parameter gateways: for each way the edge that its deliveries leave by.
    init(
        _ context: ServiceContext, register: DistrictRegister, plan: DeliveryPlan, gateways: [Way: Gateway]
    ) throws {
        let watch = DeliveryWatch(context.metrics)
        self.context = context
        self.register = register
        self.watch = watch
        lanes = Way.allCases.compactMap { way in
            gateways[way].map {
                Lane(
                    way: way, gateway: $0, store: context.store, clock: context.clock, plan: plan, watch: watch,
                    alarm: GatewayAlarm(of: $0.name, log: context.log))
            }
        }
    }

    /// Every topic but its own and that of parked messages.
    public var handlers: Handlers {
        let notices = Notices(register: register, keys: context.keys, log: context.log)
        return register.handlers(addedTo: Handlers())
            .onBatch(
                of: [.units, .broadcasts, .appeals, .workOrders, .deadlines, .escalations, .callbacks],
                notices.writeDeliveries
            )
            .wanting(notices.wanted)
    }

    /// One lane for each way, so that none waits for another's server.
    public var loops: [any Service] {
        let signals = lanes.map { _ in Signal() }
        let bell = DeliveryBell(
            signal: context.dueSignal, lanes: signals, watch: watch, database: context.store.database,
            log: context.log)
        let loops = zip(lanes, signals).map { lane, signal -> any Service in
            // A pass goes on for as long as its lease.
            let pulse = context.health.heartbeat(lane.way.rawValue, limit: lane.plan.lease * 2)
            return LaneLoop(lane: lane, signal: signal, log: context.log, pulse: pulse)
        }
        return [DeliveryLoops(parts: [bell] + loops)]
    }

    /// One pass over everything that is due now, for whoever drives the deliveries by hand.
    ///
    /// - Returns: how many deliveries were tried; 0 when nothing is due.
    public func deliverDue() async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for lane in lanes { group.addTask { try await lane.deliverDue() } }
            return try await group.reduce(0, +)
        }
    }

    public func addRoutes(to router: inout GuardedRouter) {
        DeliveryRoutes(store: context.store, register: register, signal: context.dueSignal).add(to: &router)
        SubscriptionRoutes(
            context: context, register: register,
            mayBePrivate: NotifierSettings(context.environment).webhooksMayBePrivate
        ).add(to: &router)
    }
}
