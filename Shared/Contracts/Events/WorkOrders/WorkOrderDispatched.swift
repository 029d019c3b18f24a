/// A unit was made responsible for an appeal, in one round.
public struct WorkOrderDispatched: CaseEvent {
    public static let type = "hotline.WorkOrderDispatched"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let caseNumber: CaseNumber
    /// The unit made responsible.
    public let unit: UnitID
    public let basis: DispatchBasis
    /// Exactly one lead per round; the others assist.
    public let isLead: Bool
    /// 1 for the first handling, then one more for each rework.
    public let round: Int
    /// The work order that this one continues.
    public let previous: WorkOrderID?
    /// Nil while it is not known.
    public let category: AppealCategory?
    public let channel: AppealChannel
    /// The show it was raised in or called to.
    public let broadcast: BroadcastID?
    /// What became of the call; nil for every other channel.
    public let onAir: OnAirOutcome?
    /// Raised on air but not the on-air unit's own matter (rules DM-30, X30).
    public let isForeignMatter: Bool
    /// Needs investigation or coordination (rules DM-09, X21).
    public let isComplex: Bool
    /// There is nobody to contact or to call back (rule X13).
    public let isAnonymous: Bool
    /// Whether the citizen left a way to be reached, by telephone or by letter; nil in facts from before it was told.
    public let hasContact: Bool?
    public let callbackMethod: CallbackMethod
    /// When the appeal was registered.
    public let registeredAt: Instant
    /// The rule pack that the case began under and keeps.
    public let packVersion: String

    public init(
        `case`: CaseID, workOrder: WorkOrderID, caseNumber: CaseNumber, unit: UnitID, basis: DispatchBasis,
        isLead: Bool, round: Int, previous: WorkOrderID? = nil, category: AppealCategory? = nil, channel: AppealChannel,
        broadcast: BroadcastID? = nil, onAir: OnAirOutcome? = nil, isForeignMatter: Bool, isComplex: Bool,
        isAnonymous: Bool, hasContact: Bool? = nil, callbackMethod: CallbackMethod, registeredAt: Instant,
        packVersion: String
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
        self.hasContact = hasContact
        self.callbackMethod = callbackMethod
        self.registeredAt = registeredAt
        self.packVersion = packVersion
    }
}

extension WorkOrderDispatched: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("workOrder", workOrder.rawValue)
        json.member("caseNumber", caseNumber.rawValue)
        json.member("unit", unit.rawValue)
        json.member("basis", basis.rawValue)
        json.member("isLead", isLead)
        json.member("round", round)
        json.member("previous", previous?.rawValue)
        json.member("category", category?.rawValue)
        json.member("channel", channel.rawValue)
        json.member("broadcast", broadcast?.rawValue)
        json.member("onAir", onAir?.rawValue)
        json.member("isForeignMatter", isForeignMatter)
        json.member("isComplex", isComplex)
        json.member("isAnonymous", isAnonymous)
        json.member("hasContact", hasContact)
        json.member("callbackMethod", callbackMethod.rawValue)
        json.member("registeredAt", registeredAt.rfc3339)
        json.member("packVersion", packVersion)
    }
}
