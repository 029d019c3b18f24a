import Messaging
import ServiceKit

/// Has a journal and hears nothing.
struct SpeakingService: HostedService {
    static let name = "speaking"
    static let port = 0
    static let migrations: [MigrationSet] = []

    init(_ context: ServiceContext) throws {}

    var handlers: Handlers { Handlers() }

    func addRoutes(to router: inout GuardedRouter) {}
}
