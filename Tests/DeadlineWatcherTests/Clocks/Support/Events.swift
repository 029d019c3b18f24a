import Contracts

/// Events with the fields that a test cares about.
enum Say {
    static let unit = UnitID("water")

    static func registered(
        _ category: AppealCategory? = .complaint, channel: AppealChannel = .onAir, onAir: OnAirOutcome? = .accepted,
        broadcast: String? = "show", isForeign: Bool = false, isComplex: Bool = false, isAnonymous: Bool = false,
        hasContact: Bool? = nil, callback: CallbackMethod = .phone, hasUnit: Bool = true, pack: String
    ) -> AppealRegistered {
        AppealRegistered(
            case: CaseFile.id, caseNumber: CaseNumber("CZ-1"), category: category, channel: channel,
            broadcast: broadcast.map { BroadcastID($0) }, onAir: onAir, unit: hasUnit ? unit : nil,
            isForeignMatter: isForeign,
            isComplex: isComplex, isAnonymous: isAnonymous, hasContact: hasContact, callbackMethod: callback,
            packVersion: pack)
    }

    static func closedShow(_ broadcast: String = "show") -> BroadcastClosed {
        BroadcastClosed(broadcast: BroadcastID(broadcast))
    }

    static func dispatched(
        _ order: String = "order-1", _ category: AppealCategory? = .complaint, basis: DispatchBasis = .onAir,
        round: Int = 1, onAir: OnAirOutcome? = .accepted, isForeign: Bool = false, isComplex: Bool = false,
        isAnonymous: Bool = false, hasContact: Bool? = nil, isLead: Bool = true, registered: String, pack: String
    ) -> WorkOrderDispatched {
        WorkOrderDispatched(
            case: CaseFile.id, workOrder: WorkOrderID(order), caseNumber: CaseNumber("CZ-1"), unit: unit, basis: basis,
            isLead: isLead, round: round, category: category, channel: .onAir, broadcast: BroadcastID("show"),
            onAir: onAir, isForeignMatter: isForeign, isComplex: isComplex, isAnonymous: isAnonymous,
            hasContact: hasContact, callbackMethod: .phone, registeredAt: at(registered), packVersion: pack)
    }

    static func signed(_ order: String = "order-1") -> WorkOrderSigned {
        WorkOrderSigned(case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit)
    }

    static func contacted(reached: Bool = true, told: Bool = true) -> CitizenContacted {
        CitizenContacted(
            case: CaseFile.id, workOrder: WorkOrderID("order-1"), unit: unit, wasReached: reached,
            wasToldProcedureAndLimit: told)
    }

    static func answered(_ order: String = "order-1", round: Int = 1, toCitizen: Bool = true) -> WorkOrderAnswered {
        WorkOrderAnswered(
            case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, round: round, isToCitizen: toCitizen)
    }

    static func objectionUpheld(_ order: String = "order-1") -> ObjectionDecided {
        ObjectionDecided(
            case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, isUpheld: true, by: "operator")
    }

    static func filed(_ form: String, _ receiver: String, _ order: String = "order-1") -> FormFiled {
        FormFiled(case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, form: form, receiver: receiver)
    }

    static func joined(_ order: String, lead: String) -> AssistantJoined {
        AssistantJoined(
            case: CaseFile.id, workOrder: WorkOrderID(order), unit: UnitID("power"), lead: WorkOrderID(lead))
    }

    static func noticed(_ due: String, _ order: String = "order-1") -> NoticeIssued {
        NoticeIssued(case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, due: at(due))
    }

    static func closed(_ order: String = "order-1", round: Int = 1) -> WorkOrderClosed {
        WorkOrderClosed(
            case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, round: round, callbackMethod: .phone,
            isAnonymous: false)
    }

    static func promised(_ due: String) -> PromiseMade {
        PromiseMade(case: CaseFile.id, broadcast: BroadcastID("show"), unit: unit, due: at(due))
    }

    static func amended(
        _ category: AppealCategory? = nil, isAnonymous: Bool? = nil, hasContact: Bool? = nil, isForeign: Bool? = nil,
        isComplex: Bool? = nil
    ) -> AppealAmended {
        AppealAmended(
            case: CaseFile.id, category: category, isForeignMatter: isForeign, isComplex: isComplex,
            isAnonymous: isAnonymous, hasContact: hasContact)
    }

    static func paused(_ order: String = "order-1") -> ClockPaused {
        ClockPaused(case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, reason: "waitingForCitizen")
    }

    static func resumed(_ order: String = "order-1") -> ClockResumed {
        ClockResumed(case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit)
    }

    static func extended(_ clock: String, _ due: String, order: String = "order-1") -> ExtensionGranted {
        ExtensionGranted(
            case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit, clock: ClockName(clock), due: at(due),
            originalDue: at(due), approver: "operator")
    }

    static func called(_ outcome: CallbackOutcome = .solved) -> CallbackCompleted {
        CallbackCompleted(
            case: CaseFile.id, callback: CallbackID("callback-1"), workOrder: WorkOrderID("order-1"), unit: unit,
            round: 1, outcome: outcome,
            attempts: 1)
    }

    static func superviseAfter(_ callback: String = "callback-1", reason: String = "notSolved") -> SupervisionRequested
    {
        SupervisionRequested(
            case: CaseFile.id, callback: CallbackID(callback), workOrder: WorkOrderID("order-1"), unit: unit, round: 1,
            reason: reason)
    }

    static func transferred(_ order: String = "order-1") -> WorkOrderTransferred {
        WorkOrderTransferred(case: CaseFile.id, workOrder: WorkOrderID(order), unit: unit)
    }

    static func received(_ letter: SupervisionID = SupervisionID("letter-1")) -> SupervisionLetterReceived {
        SupervisionLetterReceived(case: CaseFile.id, supervision: letter, unit: unit)
    }

    static func issued(_ letter: SupervisionID, rule: RuleID = RuleID("DM-27")) -> SupervisionLetterIssued {
        SupervisionLetterIssued(
            case: CaseFile.id, supervision: letter, rule: rule, unit: unit, issuer: "supervisor")
    }
}
