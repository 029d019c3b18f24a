import Contracts
import Messaging
import Postgres
import Sealing

/// What dispatch knows of a case.
struct CaseFile: Sendable {
    enum Stage: String, Sendable, SQLBindable, SQLDecodable {
        /// For the close of its broadcast.
        case waiting
        /// For somebody to name the unit.
        case unassigned
        case dispatched
        /// It repeats another and closes with that.
        case linked
    }

    /// As it was registered; what was amended since is in it.
    var appeal: AppealRegistered
    let registeredAt: Instant
    var stage: Stage
    /// When everything but the close of the broadcast was there.
    var readyAt: Instant
    /// The work order that was passed on or rightly returned, while nobody has the case.
    var pendingOrder: WorkOrderID?
    var parent: CaseID?

    var id: CaseID { appeal.case }

    func subject(in district: DistrictID) -> SealSubject { SealSubject(district: district, case: id) }

    /// It was raised in the studio, whatever became of it there.
    var isOnAir: Bool { appeal.isOnAir }
}

extension AppealRegistered {
    var isOnAir: Bool { [.answered, .promised, .accepted].contains(onAir) }

    /// The appeal as it stands after an amendment; what that leaves out stays.
    func amended(by change: AppealAmended) -> AppealRegistered {
        AppealRegistered(
            case: `case`, caseNumber: caseNumber, category: change.category ?? category, channel: channel,
            broadcast: broadcast, onAir: onAir, unit: change.unit ?? unit,
            isForeignMatter: change.isForeignMatter ?? isForeignMatter, isComplex: change.isComplex ?? isComplex,
            isAnonymous: change.isAnonymous ?? isAnonymous, callbackMethod: change.callbackMethod ?? callbackMethod,
            citizen: change.citizen ?? citizen, text: change.text ?? text, missing: change.missing,
            packVersion: packVersion)
    }
}

extension AppealCategory: SQLBindable, SQLDecodable {}
extension AppealChannel: SQLBindable, SQLDecodable {}
extension CallbackMethod: SQLBindable, SQLDecodable {}
extension OnAirOutcome: SQLBindable, SQLDecodable {}
