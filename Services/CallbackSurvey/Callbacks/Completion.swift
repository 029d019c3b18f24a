import Contracts
import Messaging
import Postgres

/// Ends a callback with what came of it, and says what follows from that: the same whoever said it.
struct Completion {
    let district: DistrictID
    let time: Instant
    let pen: EventPen

    func end(
        _ callback: inout Callback, _ verdict: Verdict, note: SealedText? = nil, in transaction: borrowing Transaction
    ) throws {
        (callback.state, callback.verdict) = (.completed, verdict)
        try transaction.store(callback, of: district, note: note, at: time)
        try pen.record(callback.completed(verdict), at: time)
        // A reviewer of this round's texts may have asked for the same.
        guard let consequence = callback.consequence,
            try callback.supervision != nil
                || !transaction.isAsked(consequence.kind, of: callback.workOrder, callback.case, in: district)
        else { return }
        let subject = Consequence.Subject(
            case: callback.case, callback: callback.id, workOrder: callback.workOrder, unit: callback.unit,
            round: callback.round)
        try consequence.record(about: subject, with: pen, at: time)
    }
}
