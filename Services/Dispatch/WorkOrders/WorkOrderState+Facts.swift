import Contracts

extension WorkOrderState {
    /// The state that the fact leads to. A work order's state is what its facts make of it, so that telling them again
    /// gives the same state.
    ///
    /// - Parameter fact: about the work order or its case.
    /// - Returns: nil where no command could have led to the fact here.
    func after(_ fact: any CaseEvent) -> WorkOrderState? {
        guard let command = Command(toldBy: fact) else { return self }
        if command == .close { return after(.close) ?? after(.absorb) }
        return after(command)
    }
}

extension WorkOrderState.Command {
    /// - Returns: nil for a fact that says nothing of what was done about a work order.
    init?(toldBy fact: any CaseEvent) {
        switch fact {
        case is WorkOrderSigned: self = .sign
        case is CitizenContacted: self = .contact
        case is WorkOrderAnswered: self = .answer
        case is WorkOrderClosed: self = .close
        case let form as FormFiled: self = form.leadOrder == nil && form.isForTransfer != true ? .file : .coordinate
        case is WorkOrderObjected: self = .object
        case let ruling as ObjectionDecided: self = ruling.isUpheld ? .uphold : .reject
        case is WorkOrderTransferred: self = .transfer
        case is ClockPaused: self = .pause
        case is ClockResumed: self = .resume
        case is AssistantJoined: self = .join
        case is NoticeIssued: self = .notice
        case is ExtensionGranted, is ExtensionRefused: self = .extend
        case is AppealLinked: self = .link
        default: return nil
        }
    }
}
