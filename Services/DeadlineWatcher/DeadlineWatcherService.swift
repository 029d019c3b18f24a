import Contracts
import DistrictRegister
import Foundation
import HTTP
import Messaging
import ServiceKit

/// Every clock of every rule pack: sets, moves, meets and misses deadlines, warns, climbs ladders; keeps supervision.
public struct DeadlineWatcherService: HostedService {
    public static let name = "deadline-watcher"
    public static let port = 8103

    public static var migrations: [MigrationSet] {
        [
            MigrationSet("district_register", RegisterMigrations.folder),
            MigrationSet("deadline_watcher", Bundle.module.bundleURL.appending(path: "Migrations")),
        ]
    }

    public static func declare(_ settings: inout Settings) { _ = WatcherSettings(&settings) }

    private let kit: WatcherKit

    public init(_ context: ServiceContext) throws {
        kit = WatcherKit(context, register: DistrictRegister())
    }

    /// Its own topic too: what people did there comes back when the schema had to be rebuilt from the topics.
    public var handlers: Handlers {
        let hearing = Hearing(kit: kit)
        let rules = kit.register.handlers(addedTo: Handlers()) { message, transaction in
            try transaction.noteChange(message)
        }
        return AccountabilityFacts.handlers(addedTo: rules)
            .onBatch(
                of: [.appeals, .broadcasts, .workOrders, .callbacks, .escalations],
                andOf: [ReferralProposed.self, ReferralDecided.self], hearing.hear)
    }

    public var dueWork: [any DueWork] {
        [
            Backlog(kit: kit), Firing(kit: kit, awaiting: .warning), Firing(kit: kit, awaiting: .miss),
            Recomputing(kit: kit),
        ]
    }

    public func addRoutes(to router: inout GuardedRouter) {
        DeadlineRoutes(kit: kit).add(to: &router)
        SupervisionRoutes(kit: kit).add(to: &router)
        AccountabilityRoutes(kit: kit).add(to: &router)
    }
}
