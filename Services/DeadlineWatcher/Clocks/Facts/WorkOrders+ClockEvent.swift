import Contracts
import RulePacks

extension WorkOrderDispatched: ClockEvent {
    public static var factKind: FactKind { .workOrderDispatched }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.packVersion = packVersion
        fact.attributes.set(.basis, basis)
        fact.attributes.set(.isLead, isLead)
        fact.attributes.set(.round, round)
        fact.attributes.set(.category, category)
        fact.attributes.set(.channel, channel)
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes.set(.onAir, onAir)
        fact.attributes.set(.isForeignMatter, isForeignMatter)
        fact.attributes.set(.isComplex, isComplex)
        fact.attributes.set(.isAnonymous, isAnonymous)
        fact.attributes.set(.hasContact, hasContact)
        fact.attributes.set(.callbackMethod, callbackMethod)
        fact.attributes[.registeredAt] = .instant(registeredAt)
    }
}

extension WorkOrderSigned: ClockEvent {
    public static var factKind: FactKind { .workOrderSigned }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
    }
}

extension CitizenContacted: ClockEvent {
    public static var factKind: FactKind { .citizenContacted }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.wasReached, wasReached)
        fact.attributes.set(.wasToldProcedureAndLimit, wasToldProcedureAndLimit)
    }
}

extension WorkOrderObjected: ClockEvent {
    public static var factKind: FactKind { .workOrderObjected }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
    }
}

extension ObjectionDecided: ClockEvent {
    public static var factKind: FactKind { .objectionDecided }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = decidedBy
        fact.attributes.set(.isUpheld, isUpheld)
    }
}

extension NoticeIssued: ClockEvent {
    public static var factKind: FactKind { .noticeIssued }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = issuedBy
        fact.attributes[.due] = .instant(due)
    }
}

extension WorkOrderTransferred: ClockEvent {
    public static var factKind: FactKind { .workOrderTransferred }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
    }
}

extension AssistantJoined: ClockEvent {
    public static var factKind: FactKind { .assistantJoined }

    /// What follows from it is the lead's to do: the order is the lead's, whose unit its dispatch tells.
    public func describe(in fact: inout FactDetails) { fact.workOrder = lead }
}

extension ExtensionGranted: ClockEvent {
    public static var factKind: FactKind { .extensionGranted }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = decidedBy
        fact.attributes.set(.clock, clock)
        fact.attributes[.due] = .instant(due)
    }
}

extension ExtensionRefused: ClockEvent {
    public static var factKind: FactKind { .extensionRefused }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = decidedBy
        fact.attributes.set(.clock, clock)
    }
}

extension WorkOrderAnswered: ClockEvent {
    public static var factKind: FactKind { .workOrderAnswered }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = answeredBy
        fact.attributes.set(.round, round)
        fact.attributes.set(.isToCitizen, isToCitizen)
    }
}

extension FormFiled: ClockEvent {
    public static var factKind: FactKind { .formFiled }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.form, form)
        fact.attributes.set(.receiver, receiver)
    }
}

extension WorkOrderClosed: ClockEvent {
    public static var factKind: FactKind { .workOrderClosed }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = closedBy
        fact.attributes.set(.round, round)
        fact.attributes.set(.callbackMethod, callbackMethod)
        fact.attributes.set(.isAnonymous, isAnonymous)
    }
}

extension ReworkOrdered: ClockEvent {
    public static var factKind: FactKind { .reworkOrdered }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.round, round)
        fact.attributes.set(.reason, reason)
    }
}

extension ClockPaused: ClockEvent {
    public static var factKind: FactKind { .clockPaused }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.reason, reason)
    }
}

extension ClockResumed: ClockEvent {
    public static var factKind: FactKind { .clockResumed }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
    }
}
