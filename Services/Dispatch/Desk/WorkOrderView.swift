import Contracts

/// A work order as its desk shows it: no personal data.
struct WorkOrderView: Encodable, Sendable {
    let workOrder: WorkOrderID
    let `case`: CaseID
    let caseNumber: CaseNumber
    let unit: UnitID
    /// The hold where there is one, else the stage.
    let state: String
    let basis: DispatchBasis
    let isLead: Bool
    let round: Int
    let previous: WorkOrderID?
    let dispatchedAt: Instant
    let registeredAt: Instant
    let category: AppealCategory?
    let channel: AppealChannel
    let broadcast: BroadcastID?
    let onAir: OnAirOutcome?
    let isForeignMatter: Bool
    let isComplex: Bool
    let isAnonymous: Bool
    let callbackMethod: CallbackMethod
    let objections: Int
    let noticeDue: Instant?

    init(_ order: WorkOrder, _ file: CaseFile) {
        let appeal = file.appeal
        workOrder = order.id
        self.case = file.id
        caseNumber = appeal.caseNumber
        unit = order.unit
        state = order.state.name
        basis = order.basis
        isLead = order.isLead
        round = order.round
        previous = order.previous
        dispatchedAt = order.dispatchedAt
        registeredAt = file.registeredAt
        category = appeal.category
        channel = appeal.channel
        broadcast = appeal.broadcast
        onAir = appeal.onAir
        isForeignMatter = appeal.isForeignMatter
        isComplex = appeal.isComplex
        isAnonymous = appeal.isAnonymous
        callbackMethod = appeal.callbackMethod
        objections = order.objections
        noticeDue = order.noticeDue
    }
}
