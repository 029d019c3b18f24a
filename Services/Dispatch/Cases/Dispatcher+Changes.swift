import Contracts
import Messaging
import Postgres

extension Dispatcher {
    /// What was missing is kept; where it is the unit, the appeal goes out. What has gone out is not sent again: another
    /// unit gets it by transfer or objection.
    func amend(_ envelope: Envelope, in transaction: borrowing Transaction, _ pen: EventPen) throws {
        let (change, district) = (try envelope.decode(AppealAmended.self), envelope.district)
        guard var file = try transaction.caseFile(change.case, of: district, isLocked: true) else {
            throw NotYet(CaseFile.reference(change.case))
        }
        if file.appeal.unit == nil, change.unit != nil { file.readyAt = max(file.readyAt, envelope.time) }
        file.appeal = file.appeal.amended(by: change)
        if file.state.isWithUnit || file.state.stage == .closed, change.text != nil || change.category != nil {
            try transaction.learn(from: file.id, in: district)
        }
        guard file.state.stage == .unassigned else {
            return try transaction.update(file, of: district)
        }
        var matters = [Matter(file: file, pen: pen)]
        let openings = try decide(&matters, of: district, in: transaction)
        for matter in matters { try transaction.update(matter.file, of: district) }
        try transaction.open(openings, in: district)
    }

    /// The case repeats another: what is open about it ends here without a close of its own.
    func link(_ envelope: Envelope, in transaction: borrowing Transaction) throws {
        let (link, district) = (try envelope.decode(AppealLinked.self), envelope.district)
        guard var file = try transaction.caseFile(link.case, of: district, isLocked: true) else {
            throw NotYet(CaseFile.reference(link.case))
        }
        // A case repeats one other; what was linked before stays with that.
        guard file.take(.link) else { return }
        for var order in try transaction.workOrders(of: file.id, in: district) {
            guard let next = order.state.after(link) else { continue }
            order.state = next
            order.steps += 1
            try transaction.update(order, of: district)
            try transaction.note(
                Step(type: AppealLinked.name, detail: nil, role: "operator", account: nil, at: envelope.time),
                of: order, in: district
            )
        }
        try transaction.reviewLesson(of: file.id, in: district)
        file.parent = link.parent
        try transaction.update(file, of: district)
    }
}
