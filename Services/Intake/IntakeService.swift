import Contracts
import DistrictRegister
import Foundation
import HTTP
import Messaging
import ServiceKit

/// Appeals and their citizens, the on-air call log, promises; the season and its broadcasts; the rules and calendars
/// that all services go by.
public struct IntakeService: HostedService {
    public static let name = "intake"
    public static let port = 8101

    public static var migrations: [MigrationSet] {
        [
            MigrationSet("district_register", RegisterMigrations.folder),
            MigrationSet("intake", Bundle.module.bundleURL.appending(path: "Migrations")),
        ]
    }

    public static func declare(_ settings: inout Settings) { _ = IntakeSettings(&settings) }

    private let kit: IntakeKit

    public init(_ context: ServiceContext) throws {
        let book = DistrictBook(register: DistrictRegister(), store: context.store, clock: context.clock)
        kit = IntakeKit(context, book: book)
    }

    /// Units, to know and to name them; what became of cases, for the citizen's status.
    public var handlers: Handlers {
        let book = kit.book
        return Handlers()
            .on(UnitChanged.self) { message, transaction, _ in
                try transaction.store(message)
                book.forget(message.district)
            }
            // Of escalations nothing else is for a citizen.
            .wanting { envelopes, _ in
                envelopes.filter { $0.topic != .escalations || $0.type == SupervisionAnswered.type }
            }
            .onBatch(of: [.workOrders, .callbacks, .escalations]) { envelopes, transaction, _ in
                guard let district = envelopes.first?.district else { return }
                try transaction.keep(envelopes, of: district)
            }
    }

    public var dueWork: [any DueWork] {
        [
            BroadcastsByTime(store: kit.store), kit.sketching, kit.proposing,
            PreviewsByTime(store: kit.store, book: kit.book),
        ]
    }

    public func addRoutes(to router: inout GuardedRouter) {
        CalendarRoutes(kit: kit).add(to: &router)
        RulePackRoutes(kit: kit).add(to: &router)
        SeasonRoutes(kit: kit).add(to: &router)
        BroadcastRoutes(kit: kit).add(to: &router)
        PreparationRoutes(kit: kit).add(to: &router)
        CallRoutes(kit: kit).add(to: &router)
        AppealRoutes(kit: kit).add(to: &router)
        CaseRoutes(kit: kit).add(to: &router)
        SurveyRoutes(kit: kit).add(to: &router)
        RepeatRoutes(kit: kit).add(to: &router)
        ProposalRoutes(kit: kit).add(to: &router)
        FormRoutes(kit: kit).add(to: &router)
        ListRoutes(kit: kit).add(to: &router)
        EditionRoutes(kit: kit).add(to: &router)
        EpisodeRoutes(kit: kit).add(to: &router)
    }
}
