import Contracts
import FailPoints
import Messaging
import Postgres

/// A work order that is to go out, and what sets it off.
struct Opening {
    let order: WorkOrder
    let file: CaseFile
    let pen: EventPen

    fileprivate var event: WorkOrderDispatched {
        let appeal = file.appeal
        // An assistant continues nothing: AssistantJoined names its lead.
        let previous = order.basis == .joint ? nil : order.previous
        return WorkOrderDispatched(
            case: file.id, workOrder: order.id, caseNumber: appeal.caseNumber, unit: order.unit, basis: order.basis,
            isLead: order.isLead, round: order.round, previous: previous, category: appeal.category,
            channel: appeal.channel, broadcast: appeal.broadcast, onAir: appeal.onAir,
            isForeignMatter: appeal.isForeignMatter, isComplex: appeal.isComplex, isAnonymous: appeal.isAnonymous,
            hasContact: appeal.hasContact, callbackMethod: appeal.callbackMethod, registeredAt: file.registeredAt,
            packVersion: appeal.packVersion)
    }
}

extension Transaction {
    /// Writes the work orders and says so.
    borrowing func open(_ openings: [Opening], in district: DistrictID) throws {
        guard !openings.isEmpty else { return }
        try insert(openings.map(\.order), of: district)
        FailPoint.reach("dispatch.opened")
        for opening in openings {
            let event = opening.event
            // Whichever of two facts comes last sets it off: its id must not tell which.
            let id = EventID(try DerivedID.make(event.workOrder.rawValue, WorkOrderDispatched.type))
            try opening.pen.record(event, id: id, at: opening.order.dispatchedAt)
            opening.pen.announce(CaseFile.reference(opening.file.id))
        }
    }
}

extension CaseFile {
    /// What messages about the case or one of its work orders wait for.
    static func reference(_ id: CaseID) -> String { "case/\(id)" }
}
