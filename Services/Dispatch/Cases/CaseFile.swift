import Contracts
import Messaging
import Postgres
import Sealing

/// What dispatch knows of a case.
struct CaseFile: Sendable {
    /// As it was registered; what was amended since is in it.
    var appeal: AppealRegistered
    let registeredAt: Instant
    var state = CaseState()
    /// When everything but the close of the broadcast was there.
    var readyAt: Instant
    /// The work order that was passed on or rightly returned, while nobody has the case.
    var pendingOrder: WorkOrderID?
    var parent: CaseID?

    var id: CaseID { appeal.case }

    func subject(in district: DistrictID) -> SealSubject { SealSubject(district: district, case: id) }

    /// It was raised in the studio, whatever became of it there.
    var isOnAir: Bool { appeal.isOnAir }

    /// Where the command leads, written down.
    ///
    /// - Parameter order: the work order that the command is about.
    /// - Returns: false where it is refused; then nothing has changed.
    mutating func take(_ command: CaseState.Command, about order: WorkOrderID? = nil) -> Bool {
        guard let next = state.after(command) else { return false }
        if !next.isHandedBack { pendingOrder = nil } else if !state.isHandedBack { pendingOrder = order }
        state = next
        return true
    }

    /// What a problem, or the reason for a message put aside, says of it.
    func refusal(of command: CaseState.Command) -> String {
        "The case is \(state.stage.rawValue): it cannot be told to \(command.rawValue)."
    }

    /// What a rule or a fact from elsewhere asks for.
    ///
    /// - Throws: `RuleBroken` where it is refused.
    mutating func follow(_ command: CaseState.Command) throws(RuleBroken) {
        guard take(command) else { throw RuleBroken(refusal(of: command)) }
    }
}

extension CaseState.Stage: SQLBindable, SQLDecodable {}

extension AppealRegistered {
    var isOnAir: Bool { [.answered, .promised, .accepted].contains(onAir) }

    /// The appeal as it stands after an amendment; what that leaves out stays.
    func amended(by change: AppealAmended) -> AppealRegistered {
        AppealRegistered(
            case: `case`, caseNumber: caseNumber, category: change.category ?? category, channel: channel,
            broadcast: broadcast, onAir: onAir, unit: change.unit ?? unit,
            isForeignMatter: change.isForeignMatter ?? isForeignMatter, isComplex: change.isComplex ?? isComplex,
            isAnonymous: change.isAnonymous ?? isAnonymous, hasContact: change.hasContact ?? hasContact,
            callbackMethod: change.callbackMethod ?? callbackMethod,
            citizen: change.citizen ?? citizen, text: change.text ?? text, missing: change.missing,
            packVersion: packVersion)
    }
}

extension AppealCategory: SQLBindable, SQLDecodable {}
extension AppealChannel: SQLBindable, SQLDecodable {}
extension CallbackMethod: SQLBindable, SQLDecodable {}
extension OnAirOutcome: SQLBindable, SQLDecodable {}
