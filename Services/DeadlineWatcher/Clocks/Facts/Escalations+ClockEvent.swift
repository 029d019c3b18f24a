import Contracts
import RulePacks

extension SupervisionLetterIssued: ClockEvent {
    public static var factKind: FactKind { .supervisionLetterIssued }

    public func describe(in fact: inout FactDetails) {
        fact.supervision = supervision
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.rule, rule.rawValue)
        fact.account = issuedBy
    }
}

extension SupervisionLetterReceived: ClockEvent {
    public static var factKind: FactKind { .supervisionLetterReceived }

    public func describe(in fact: inout FactDetails) {
        fact.supervision = supervision
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = receivedBy
    }
}

extension SupervisionAnswered: ClockEvent {
    public static var factKind: FactKind { .supervisionAnswered }

    public func describe(in fact: inout FactDetails) {
        fact.supervision = supervision
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = answeredBy
    }
}

extension SupervisionReported: ClockEvent {
    public static var factKind: FactKind { .supervisionReported }

    public func describe(in fact: inout FactDetails) {
        fact.supervision = supervision
        fact.workOrder = workOrder
        fact.unit = unit
        fact.account = reportedBy
    }
}

extension SupervisionConcluded: ClockEvent {
    public static var factKind: FactKind { .supervisionConcluded }

    public func describe(in fact: inout FactDetails) {
        fact.supervision = supervision
        fact.unit = unit
        fact.account = concludedBy
        fact.attributes.set(.conclusion, conclusion)
    }
}
