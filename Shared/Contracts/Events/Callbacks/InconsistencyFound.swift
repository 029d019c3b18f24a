/// On-air answer, system reply and form do not agree; a reviewer decides (rules CZ-43, CZ-52).
public struct InconsistencyFound: CaseEvent {
    public static let type = "hotline.InconsistencyFound"
    public static let topic = Topic.callbacks

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// A code, such as `onAirAndReply`.
    public let kind: String

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID, kind: String) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.kind = kind
    }
}
