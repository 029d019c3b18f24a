import Contracts
import Postgres

/// A joint handling whose lead gave the matter up: its assistants go on, under whoever leads next (rules CZ-46, DM-34, X30).
extension Handling {
    /// What assists a lead that has passed the matter on, or rightly returned it, assists `lead` from now on. The unit that leads
    /// now assists nobody, and no unit assists it twice: such a part is of the unit's other work order.
    ///
    /// - Parameter lead: a work order of this case, which has gone out.
    func attachAssistants(to lead: WorkOrder, in transaction: borrowing Transaction) throws {
        let all = try transaction.workOrders(of: file.id, in: district)
        let gone = Set(all.filter(\.state.isPassedOn).map(\.id))
        var leading = self
        leading.order = lead
        var busy: Set<UnitID> = [lead.unit]
        for assistant in all where assistant.assistsOne(of: gone) {
            guard busy.insert(assistant.unit).inserted else {
                var own = self
                own.order = assistant
                try own.absorb(in: transaction)
                continue
            }
            try transaction.attach(assistant.id, to: lead.id, in: district)
            try leading.say(
                AssistantJoined(case: file.id, workOrder: assistant.id, unit: assistant.unit, lead: lead.id),
                detail: assistant.unit.rawValue, in: transaction)
        }
    }

    private mutating func absorb(in transaction: borrowing Transaction) throws {
        try say(
            WorkOrderClosed(
                case: file.id, workOrder: order.id, unit: order.unit, round: order.round,
                callbackMethod: file.appeal.callbackMethod, isAnonymous: file.appeal.isAnonymous, closedBy: account),
            detail: "absorbed", in: transaction)
    }
}

extension WorkOrder {
    fileprivate func assistsOne(of leads: Set<WorkOrderID>) -> Bool {
        basis == .joint && state.isOpen && previous.map(leads.contains) ?? false
    }
}

extension Transaction {
    /// Another work order leads it from now on.
    borrowing func attach(_ assistant: WorkOrderID, to lead: WorkOrderID, in district: DistrictID) throws {
        try execute(
            """
            UPDATE work_orders SET previous = \(lead)::uuid
            WHERE district = \(district) AND work_order = \(assistant)::uuid
            """)
    }
}
