import Contracts
import DistrictRegister
import Foundation
import Messaging
import ServiceKit

/// Asks citizens whether their matter was solved, asks for rework or supervision where it was not, and keeps the
/// season's ledger.
public struct CallbackSurveyService: HostedService {
    public static let name = "callback-survey"
    public static let port = 8104

    public static var migrations: [MigrationSet] {
        [
            MigrationSet("district_register", RegisterMigrations.folder),
            MigrationSet("callback_survey", Bundle.module.bundleURL.appending(path: "Migrations")),
        ]
    }

    private let kit: SurveyKit

    public init(_ context: ServiceContext) throws { kit = SurveyKit(context) }

    /// What was answered is asked about at once, texts are compared as they come; everything else that is heard is only kept.
    public var handlers: Handlers {
        let scheduling = Scheduling(register: kit.register, counts: kit.counts)
        let comparing = Comparing(register: kit.register, keys: kit.keys, counts: kit.inconsistencies)
        return kit.register.handlers(addedTo: Handlers())
            .on(WorkOrderAnswered.self) { message, transaction, pen in
                try scheduling.scheduleCallback(after: message, in: transaction, pen)
                try comparing.hear(message, in: transaction, pen)
            }
            .on(AppealAmended.self, Anonymity(register: kit.register, counts: kit.counts).amend)
            .on(AppealAnsweredOnAir.self) { try comparing.hear($0, in: $1, $2) }
            .on(FormFiled.self) { try comparing.hear($0, in: $1, $2) }
            .on(AppealLinked.self, Linking(counts: kit.counts).endCallbacks)
            .on(SurveyAnswered.self, SelfAnswers(register: kit.register, counts: kit.counts).take)
            .on(SupervisionLetterReceived.self, Planning(register: kit.register).planCallback)
            .onBatch(of: [.appeals, .workOrders, .deadlines, .escalations]) { envelopes, transaction, journal in
                guard let district = envelopes.first?.district else { return }
                try KeptFacts(envelopes).keep(for: district, in: transaction, journal)
            }
    }

    public var dueWork: [any DueWork] {
        [CallbacksByTime(store: kit.store, register: kit.register, counts: kit.counts)]
    }

    public func addRoutes(to router: inout GuardedRouter) {
        CallbackRoutes(kit: kit).add(to: &router)
        InconsistencyRoutes(kit: kit).add(to: &router)
        CaseTextRoutes(kit: kit).add(to: &router)
        LedgerRoutes(kit: kit).add(to: &router)
    }
}
