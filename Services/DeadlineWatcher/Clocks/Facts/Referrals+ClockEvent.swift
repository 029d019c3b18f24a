import Contracts
import RulePacks

extension ReferralProposed: ClockEvent {
    public static var factKind: FactKind { .referralProposed }

    public func describe(in fact: inout FactDetails) {
        fact.supervision = SupervisionID(referral.rawValue)
        fact.workOrder = workOrder
        fact.unit = unit
    }
}

extension ReferralDecided: ClockEvent {
    public static var factKind: FactKind { .referralDecided }

    public func describe(in fact: inout FactDetails) { fact.supervision = SupervisionID(referral.rawValue) }
}

extension ReferralWithdrawn: ClockEvent {
    public static var factKind: FactKind { .referralWithdrawn }

    public func describe(in fact: inout FactDetails) { fact.supervision = SupervisionID(referral.rawValue) }
}
