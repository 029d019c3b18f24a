import Contracts
import Messaging

/// What was decoded of a fact, and what it tells of its case itself; nil where it tells too little.
struct Heard {
    let fact: HeardFact
    let file: CaseFile?

    init(_ appeal: AppealRegistered) {
        fact = HeardFact(appeal)
        file = CaseFile(
            number: appeal.caseNumber, packVersion: appeal.packVersion, unit: appeal.unit,
            isReachable: appeal.citizen != nil && appeal.callbackMethod != .none)
    }

    init(_ order: WorkOrderDispatched) {
        fact = HeardFact(order)
        file = CaseFile(
            number: order.caseNumber, packVersion: order.packVersion, unit: order.unit, isReachable: false)
    }

    /// Of a fact that is about no case.
    init(of envelope: Envelope, unit: UnitID?, in file: CaseFile) throws {
        fact = try HeardFact(of: envelope, unit: unit)
        self.file = file
    }

    init(_ envelope: Envelope) throws {
        fact = try HeardFact(envelope)
        file = nil
    }
}
