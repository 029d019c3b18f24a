import Contracts
import Messaging

/// One of the product's services as a function of its context, so that a process of its own, a test and a simulation
/// build the same thing.
public protocol HostedService: Sendable {
    /// Product, consumer group and schema: `deadline-watcher`.
    static var name: String { get }
    /// The loopback port unless set otherwise.
    static var port: Int { get }
    /// Applied in this order after messaging's own.
    static var migrations: [MigrationSet] { get }
    /// Declares and reads the service's own settings, so that `--help` lists them and faults are found at the start.
    static func declare(_ settings: inout Settings)

    init(_ context: ServiceContext) throws

    /// What it does about the messages it hears.
    var handlers: Handlers { get }
    /// Work that falls due by the domain's clock.
    var dueWork: [any DueWork] { get }
    /// Long-running work on elapsed time, such as deliveries. Ended before the relay, after the consumer.
    var loops: [any Service] { get }

    /// Every route says who may use it.
    func addRoutes(to router: inout GuardedRouter)
}

extension HostedService {
    public static func declare(_ settings: inout Settings) {}
    public var dueWork: [any DueWork] { [] }
    public var loops: [any Service] { [] }
}
