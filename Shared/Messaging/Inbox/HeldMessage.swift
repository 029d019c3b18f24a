import Contracts

/// Why a message is held.
enum Hold: Sendable {
    /// It can never be handled as things are; an operator decides.
    case parked(reason: String)
    /// It came before what it refers to.
    case waiting(reference: String)
    /// An earlier message of the same subject is held, and order is kept.
    case behind

    static var behindReason: String { "an earlier message of the same subject is held" }

    var kind: String {
        switch self {
        case .parked: "parked"
        case .waiting: "waiting"
        case .behind: "behind"
        }
    }

    var reference: String? {
        if case .waiting(let reference) = self { reference } else { nil }
    }

    /// How many times more the message counts as parked.
    var parkings: Int {
        if case .parked = self { 1 } else { 0 }
    }

    var reason: String {
        switch self {
        case .parked(let reason): reason
        case .waiting(let reference): "waits for \(reference)"
        case .behind: Self.behindReason
        }
    }
}

/// A message in `held_messages`.
struct HeldMessage: Sendable {
    let position: Int64
    let isParked: Bool
    let envelope: Envelope
}

/// A subject of which something is held.
struct HeldSubject: Sendable {
    let district: DistrictID
    let subject: String
}

/// Which messages may not be handled now because an earlier one of their subject is held.
struct HeldSubjects {
    /// A parked message holds up its subject on every topic.
    var parked: Set<String> = []
    /// A waiting one only its own topic: what it waits for comes on another.
    var waiting: [String: Set<String>] = [:]

    func blocks(_ envelope: Envelope) -> Bool {
        parked.contains(envelope.subject) || waiting[envelope.subject]?.contains(envelope.topic.rawValue) == true
    }
}
