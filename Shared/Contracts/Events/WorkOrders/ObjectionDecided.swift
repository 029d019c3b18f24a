/// The platform ruled on an objection.
public struct ObjectionDecided: CaseEvent {
    public static let type = "hotline.ObjectionDecided"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    /// The unit that objected.
    public let unit: UnitID
    /// True when the unit need not handle the matter.
    public let isUpheld: Bool
    /// Role of the person who ruled.
    public let by: String
    /// The account that ruled; absent in what is older.
    public let decidedBy: String?

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, isUpheld: Bool, by: String, decidedBy: String? = nil
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.isUpheld = isUpheld
        self.by = by
        self.decidedBy = decidedBy
    }
}
