/// A stamped form reached one of its receivers (rules CZ-27, CZ-49, X09).
public struct FormFiled: CaseEvent {
    public static let type = "hotline.FormFiled"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// The form's name in the rule pack.
    public let form: String
    /// Who confirmed receipt, such as `platform` or `office`.
    public let receiver: String

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID, form: String, receiver: String) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.form = form
        self.receiver = receiver
    }
}
