import Contracts
import Messaging

/// What a person does in supervision: each once, in this order.
struct SupervisionAct: Sendable {
    enum Step: String, CaseIterable, Sendable {
        case issued, received, answered, reported, concluded
    }

    let step: Step
    let `case`: CaseID
    let supervision: SupervisionID
    let workOrder: WorkOrderID?
    let unit: UnitID
    let at: Instant
    let conclusion: String?
    let texts: SupervisionTexts
    /// The account that did it; nil in what is older.
    var account: String? { fact.account }
    let id: EventID
    let event: any (ClockEvent & CaseEvent)

    /// - Returns: nil for an event that is no such act.
    /// - Throws: `Undecodable` when its supervision has no proper id.
    init?(_ event: any (ClockEvent & CaseEvent), id: EventID, at time: Instant) throws {
        switch event {
        case let event as SupervisionLetterIssued:
            (step, supervision, workOrder, unit) = (.issued, event.supervision, event.workOrder, event.unit)
        case let event as SupervisionLetterReceived:
            (step, supervision, workOrder, unit) = (.received, event.supervision, event.workOrder, event.unit)
        case let event as SupervisionAnswered:
            (step, supervision, workOrder, unit) = (.answered, event.supervision, event.workOrder, event.unit)
        case let event as SupervisionReported:
            (step, supervision, workOrder, unit) = (.reported, event.supervision, event.workOrder, event.unit)
        case let event as SupervisionConcluded:
            (step, supervision, workOrder, unit) = (.concluded, event.supervision, nil, event.unit)
        default: return nil
        }
        guard supervision.rawValue.isUUID else {
            throw Undecodable(reason: "\(type(of: event).type): supervision is not a UUID")
        }
        `case` = event.case
        conclusion = (event as? SupervisionConcluded)?.conclusion
        let reported = event as? SupervisionReported
        texts = SupervisionTexts(
            answer: (event as? SupervisionAnswered)?.answer, report: reported?.report, feedback: reported?.feedback)
        (self.event, self.id, at) = (event, id, time)
    }

    func record(_ pen: EventPen) throws { try pen.record(event, id: id, at: at) }

    var fact: Fact { Fact(id: id, at: at, event) }
}
