import Contracts
import Foundation
import Messaging

/// One message to be sent: what is written down when its event is heard. Nothing in it is personal.
struct NewDelivery: Sendable {
    struct Destination: Hashable, Sendable {
        let recipient: Recipient
        let way: Way
    }

    let id: DeliveryID
    let event: EventID
    let type: String
    let happenedAt: Instant
    let fact: HeardFact
    let file: CaseFile
    let destination: Destination
    let payload: String?
    let correlation: String

    /// The same event, recipient and way give the same id, whenever and wherever it is handled.
    init(_ envelope: Envelope, _ fact: HeardFact, _ file: CaseFile, to destination: Destination) throws {
        id = DeliveryID(
            try DerivedID.make(envelope.id.rawValue, destination.recipient.text, destination.way.rawValue))
        event = envelope.id
        type = envelope.type
        happenedAt = envelope.time
        self.fact = fact
        self.file = file
        self.destination = destination
        // The letter needs it, too, where it lists shows or cases, or tells of a ruling.
        payload =
            destination.way == .webhook || Letters.kept.contains(envelope.type)
            ? try CloudEventJSON.text(of: envelope) : nil
        correlation = envelope.correlationID
    }

    /// Of a close to the citizen of a linked case: one close reaches many citizens, so that the case is part of the id.
    init(_ close: SharedClose, _ fact: HeardFact, _ file: CaseFile, to destination: Destination) throws {
        id = DeliveryID(
            try DerivedID.make(
                close.event.rawValue, destination.recipient.text, destination.way.rawValue, close.case.rawValue))
        event = close.event
        type = WorkOrderClosed.type
        happenedAt = close.closedAt
        self.fact = fact
        self.file = file
        self.destination = destination
        payload = nil
        correlation = close.correlation
    }
}
