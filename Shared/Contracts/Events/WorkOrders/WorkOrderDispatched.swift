/// A unit was made responsible for an appeal, in one round.
public struct WorkOrderDispatched: CaseEvent {
    public static let type = "hotline.WorkOrderDispatched"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let caseNumber: CaseNumber
    public let unit: UnitID
    public let basis: DispatchBasis
    /// Exactly one lead per round; the others assist.
    public let isLead: Bool
    /// 1 for the first handling, then one more for each rework.
    public let round: Int
    /// The work order that this one continues.
    public let previous: WorkOrderID?
    public let category: AppealCategory?
    public let channel: AppealChannel
    public let broadcast: BroadcastID?
    public let onAir: OnAirOutcome?
    public let isForeignMatter: Bool
    public let isComplex: Bool
    public let isAnonymous: Bool
    public let callbackMethod: CallbackMethod
    public let registeredAt: Instant
    public let packVersion: String

    public init(
        `case`: CaseID, workOrder: WorkOrderID, caseNumber: CaseNumber, unit: UnitID, basis: DispatchBasis,
        isLead: Bool, round: Int, previous: WorkOrderID? = nil, category: AppealCategory? = nil, channel: AppealChannel,
        broadcast: BroadcastID? = nil, onAir: OnAirOutcome? = nil, isForeignMatter: Bool, isComplex: Bool,
        isAnonymous: Bool, callbackMethod: CallbackMethod, registeredAt: Instant, packVersion: String
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.caseNumber = caseNumber
        self.unit = unit
        self.basis = basis
        self.isLead = isLead
        self.round = round
        self.previous = previous
        self.category = category
        self.channel = channel
        self.broadcast = broadcast
        self.onAir = onAir
        self.isForeignMatter = isForeignMatter
        self.isComplex = isComplex
        self.isAnonymous = isAnonymous
        self.callbackMethod = callbackMethod
        self.registeredAt = registeredAt
        self.packVersion = packVersion
    }
}
