import Contracts
import Messaging

/// One try that has ended, and what follows from it.
struct Try: Sendable {
    let delivery: Delivery
    let outcome: Outcome
    /// What the row becomes: `delivered`, `failed`, or `pending` for another try.
    let state: String
    let reason: String?
    /// Until the next try; nothing for one that has ended.
    let pause: Duration

    init(_ delivery: Delivery, _ outcome: Outcome, by plan: DeliveryPlan) {
        self.delivery = delivery
        self.outcome = outcome
        switch outcome {
        case .delivered: (state, reason, pause) = ("delivered", nil, .zero)
        case .refused(let why): (state, reason, pause) = ("failed", why, .zero)
        case .postponed: (state, reason, pause) = ("pending", nil, .zero)
        case .retry(let why), .blocked(let why):
            let isOver = plan.isOver(for: delivery)
            state = isOver ? "failed" : "pending"
            reason = why
            pause = isOver ? .zero : plan.backOff.pause(after: delivery.attempts)
        }
    }

    var counts: Bool { outcome != .postponed }

    /// As figures name it.
    var result: String {
        switch outcome {
        case .retry where state == "pending": "retried"
        case .blocked where state == "pending": "blocked"
        case .postponed: "postponed"
        default: state
        }
    }

    /// Tells the outcome, once for each round of a delivery.
    ///
    /// - Parameter gateway: the way that it went.
    func record(by gateway: String, at now: Instant, in journal: Journal) throws {
        let pen = journal.events(
            causedBy: Cause(id: delivery.event.rawValue, correlationID: delivery.correlation))
        let type = state == "delivered" ? NotificationDelivered.type : NotificationFailed.type
        let id = EventID(try DerivedID.make(delivery.id.rawValue, type, "\(delivery.round)"))
        if state == "delivered" {
            try pen.record(
                NotificationDelivered(
                    case: delivery.case, delivery: delivery.id, cause: delivery.event, recipient: delivery.recipient,
                    gateway: gateway, attempts: delivery.attempts),
                id: id, at: now)
        } else {
            try pen.record(
                NotificationFailed(
                    case: delivery.case, delivery: delivery.id, cause: delivery.event, recipient: delivery.recipient,
                    gateway: gateway, attempts: delivery.attempts, reason: reason ?? "unknown"),
                id: id, at: now)
        }
    }
}
