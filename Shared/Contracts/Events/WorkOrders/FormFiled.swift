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
    /// What the form says was done, sealed (rules CZ-51, CZ-52).
    public let reply: SealedText?
    /// The work order that leads the joint handling, where the form went to its unit (rule DM-34).
    public let leadOrder: WorkOrderID?
    /// The unit that has it (牵头单位).
    public let leadUnit: UnitID?
    /// True of the form by which a unit passes the matter on to the platform (rule DM-31); absent in any other.
    public let isForTransfer: Bool?

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, form: String, receiver: String,
        reply: SealedText? = nil, leadOrder: WorkOrderID? = nil, leadUnit: UnitID? = nil,
        isForTransfer: Bool? = nil
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.form = form
        self.receiver = receiver
        self.reply = reply
        self.leadOrder = leadOrder
        self.leadUnit = leadUnit
        self.isForTransfer = isForTransfer
    }
}
