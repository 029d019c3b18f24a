/// The unit spoke with the citizen (联系), or tried to.
public struct CitizenContacted: CaseEvent {
    public static let type = "hotline.CitizenContacted"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// False when it was tried and nobody was reached.
    public let wasReached: Bool
    /// Rule CZ-55 asks for both.
    public let wasToldProcedureAndLimit: Bool

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, wasReached: Bool, wasToldProcedureAndLimit: Bool
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.wasReached = wasReached
        self.wasToldProcedureAndLimit = wasToldProcedureAndLimit
    }
}
