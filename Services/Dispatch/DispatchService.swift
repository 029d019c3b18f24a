import Contracts
import DistrictRegister
import Foundation
import Messaging
import ServiceKit

/// Units and their liaisons; who handles which appeal, and what they do about it.
public struct DispatchService: HostedService {
    public static let name = "dispatch"
    public static let port = 8102

    public static var migrations: [MigrationSet] {
        [
            MigrationSet("district_register", RegisterMigrations.folder),
            MigrationSet("dispatch", Bundle.module.bundleURL.appending(path: "Migrations")),
        ]
    }

    private let kit: DispatchKit

    public init(_ context: ServiceContext) throws {
        kit = DispatchKit(context, register: DistrictRegister())
    }

    /// Appeals go out as work orders; rework goes back to the unit.
    public var handlers: Handlers {
        let dispatcher = Dispatcher(register: kit.register, clock: kit.clock)
        return kit.register.handlers(addedTo: Handlers())
            .onBatch(of: [.appeals], dispatcher.dispatchAppeals)
            .on(BroadcastClosed.self, dispatcher.dispatchBroadcast)
            .on(ReworkRequested.self, dispatcher.orderRework)
    }

    public var dueWork: [any DueWork] {
        [Learning(store: kit.store, keys: kit.keys), Forgetting(store: kit.store, clock: kit.clock)]
    }

    public func addRoutes(to router: inout GuardedRouter) {
        UnitRoutes(kit: kit).add(to: &router)
        CommandRoutes(kit: kit).add(to: &router)
        AssignmentRoutes(kit: kit).add(to: &router)
        DeskRoutes(kit: kit).add(to: &router)
        SuggestionRoutes(kit: kit).add(to: &router)
    }
}
