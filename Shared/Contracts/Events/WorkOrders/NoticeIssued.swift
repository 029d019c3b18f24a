/// A notice of handling (问题办理通知书) was issued with its own limit (rule DM-10).
public struct NoticeIssued: CaseEvent {
    public static let type = "hotline.NoticeIssued"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// The limit that the notice sets.
    public let due: Instant
    /// The account that issued it; absent in what is older.
    public let issuedBy: String?

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID, due: Instant, issuedBy: String? = nil) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.due = due
        self.issuedBy = issuedBy
    }
}
