import Contracts
import RulePacks

extension CallbackScheduled: ClockEvent {
    public static var factKind: FactKind { .callbackScheduled }

    public func describe(in fact: inout FactDetails) {
        fact.callback = callback
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.round, round)
        fact.attributes.set(.method, method)
    }
}

extension CallbackCompleted: ClockEvent {
    public static var factKind: FactKind { .callbackCompleted }

    public func describe(in fact: inout FactDetails) {
        fact.callback = callback
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.round, round)
        fact.attributes.set(.outcome, outcome)
        fact.attributes[.satisfaction] = satisfaction.map(AttributeValue.number)
        fact.attributes.set(.attempts, attempts)
    }
}

extension CallbackWaived: ClockEvent {
    public static var factKind: FactKind { .callbackWaived }

    public func describe(in fact: inout FactDetails) {
        fact.callback = callback
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.round, round)
        fact.attributes.set(.reason, reason)
    }
}

extension ReworkRequested: ClockEvent {
    public static var factKind: FactKind { .reworkRequested }

    public func describe(in fact: inout FactDetails) {
        fact.callback = callback
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.round, round)
        fact.attributes.set(.reason, reason)
    }
}

extension SupervisionRequested: ClockEvent {
    public static var factKind: FactKind { .supervisionRequested }

    public func describe(in fact: inout FactDetails) {
        fact.callback = callback
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.round, round)
        fact.attributes.set(.reason, reason)
    }
}

extension InconsistencyFound: ClockEvent {
    public static var factKind: FactKind { .inconsistencyFound }

    public func describe(in fact: inout FactDetails) {
        fact.workOrder = workOrder
        fact.unit = unit
        fact.attributes.set(.kind, kind)
    }
}
