import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// Something said, and when, in China.
struct Said: Sendable {
    let event: any ClockEvent
    let time: String

    init(_ event: some ClockEvent, _ time: String) {
        self.event = event
        self.time = time
    }
}

/// What one clock of a deployed pack has to do, told by what happens: a datum of the pack that is altered turns one of
/// these red. `hotline rules mutants` alters them all.
struct ClockRow: Sendable, CustomTestStringConvertible {
    let rule: String
    let district: String
    let clock: String
    var owes = Role.unit
    /// What happens until it runs.
    var before: [Said]
    let due: String
    /// When it warns; nil for never.
    var warns: String?
    /// Each does what is owed.
    var meets: [Said] = []
    /// Each ends it with its cause.
    var cancels: [(said: Said, cause: String)] = []
    /// Each leaves it running, one after the other.
    var ignores: [Said] = []
    /// Other courses under which it never runs.
    var never: [[Said]] = []
    /// Other courses under which it runs as well.
    var also: [[Said]] = []
    /// The work order that a pause stops it for, and its time; nil where a pause does not stop it.
    var pauses: Said?
    /// The objection that stops it until it is decided, and its time; nil where it goes on.
    var waits: Said?
    /// Two extensions: the first moves it, the second does not.
    var extends: [(said: Said, due: String)] = []
    /// What is proposed and filed, in this order, when it is let pass.
    var climbs: [String] = []
    /// Whether letting it pass is a warning and no miss.
    var isReminder = false
    /// What happens until it runs a second time, and when that is due; nil where it runs once.
    var again: (course: [Said], due: String)?

    var testDescription: String { "\(rule) \(clock)" }

    func file(after course: [Said]) throws -> CaseFile {
        var file = CaseFile(try (district == "doumen" ? Town.doumen : Town.changzhou).get())
        for said in course { try file.hear(said) }
        return file
    }

    func started() throws -> CaseFile { try file(after: before) }
}

extension CaseFile {
    mutating func hear(_ said: Said) throws { try hear(said.event, said.time) }
}

extension Say {
    static let linked = AppealLinked(case: CaseFile.id, parent: CaseID("case-0"))

    static let answeredOnAir = AppealAnsweredOnAir(case: CaseFile.id, broadcast: BroadcastID("show"), unit: unit)

    static let listed = AppealListed(case: CaseFile.id, day: CivilDay(since1970: 18_396))
    static let answeredInEpisode = AppealAnsweredInEpisode(case: CaseFile.id, broadcast: BroadcastID("2016-06-21"))

    static let objected = objected("order-1")

    static func objected(_ order: String) -> WorkOrderObjected {
        WorkOrderObjected(
            case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, duty: SealedText(keyId: "key-1", box: "box"))
    }

    static func objectionRejected(_ order: String = "order-1") -> ObjectionDecided {
        ObjectionDecided(
            case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, isUpheld: false, by: "operator")
    }

    static func reworkOrdered(_ order: String) -> ReworkOrdered {
        ReworkOrdered(
            case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, previous: WorkOrderID("order-1"), round: 2,
            reason: "notSolved")
    }

    static let waived = CallbackWaived(
        case: CaseFile.id, callback: CallbackID("callback-1"), workOrder: WorkOrderID("order-1"), unit: unit, round: 1,
        reason: "citizenDeclined")

    static let concluded = SupervisionConcluded(
        case: CaseFile.id, supervision: SupervisionID("letter-1"), unit: unit, conclusion: "accepted", by: "supervisor")

    static func clue(_ id: String = "clue-1") -> ReferralProposed {
        ReferralProposed(
            case: CaseFile.id, referral: ReferralID(id), rule: RuleID("CZ-53"), ground: "notActedOn", unit: unit)
    }

    static func clueDecided(_ id: String = "clue-1") -> ReferralDecided {
        ReferralDecided(case: CaseFile.id, referral: ReferralID(id), isUpheld: true, decidedBy: "supervisor-1")
    }

    static let clueWithdrawn = ReferralWithdrawn(
        case: CaseFile.id, referral: ReferralID("clue-1"), deadline: DeadlineID("deadline-1"), rule: RuleID("CZ-53"))

    static let supervisionAnswered = SupervisionAnswered(
        case: CaseFile.id, supervision: SupervisionID("letter-1"), unit: unit)

    static let supervisionReported = SupervisionReported(
        case: CaseFile.id, supervision: SupervisionID("letter-1"), unit: unit)
}
