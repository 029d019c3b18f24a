/// The work order is done (办结).
public struct WorkOrderClosed: CaseEvent {
    public static let type = "hotline.WorkOrderClosed"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// 1 for the first handling, then one more for each rework.
    public let round: Int
    public let callbackMethod: CallbackMethod
    /// There is nobody to contact or to call back (rule X13).
    public let isAnonymous: Bool
    /// The account that closed it; absent in what is older.
    public let closedBy: String?

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, round: Int, callbackMethod: CallbackMethod,
        isAnonymous: Bool, closedBy: String? = nil
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.round = round
        self.callbackMethod = callbackMethod
        self.isAnonymous = isAnonymous
        self.closedBy = closedBy
    }
}
