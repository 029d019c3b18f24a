/// Where a work order stands, and what may be done about it there.
///
/// The stage says how far it has come, the hold why nothing moves at present. Contact, forms, notices and extensions
/// are milestones: they need a stage and change none.
struct WorkOrderState: Hashable, Sendable {
    enum Stage: String, CaseIterable, Sendable {
        case dispatched, signed, answered, closed
        /// An objection was upheld: the unit need not handle it.
        case returned
        /// Passed on to the unit whose matter it is.
        case transferred
        /// The case repeats another and closes with that.
        case linked
    }

    enum Hold: String, CaseIterable, Sendable {
        case paused, objected
    }

    enum Command: String, CaseIterable, Sendable {
        case sign, contact, answer, close, file, object, uphold, reject, transfer, pause, resume, join, notice, extend
        case coordinate, link
        /// Of an assistant whose unit leads from now on, or assists by another work order.
        case absorb
    }

    var stage = Stage.dispatched
    var hold: Hold?

    /// What people and problems call it.
    var name: String { hold?.rawValue ?? stage.rawValue }

    /// Somebody owes something about it.
    var isOpen: Bool { [.dispatched, .signed, .answered].contains(stage) }

    /// Another unit has the matter instead, or is to have it.
    var isPassedOn: Bool { [.returned, .transferred].contains(stage) }

    /// - Returns: the state that the command leads to; nil where it is refused.
    func after(_ command: Command) -> WorkOrderState? {
        switch command {
        case .sign: step(from: [.dispatched], to: .signed)
        case .answer: step(from: [.signed], to: .answered)
        // What receipts are missing is another question, and has its own answer.
        case .close: step(from: [.signed, .answered], to: .closed)
        case .transfer: step(from: [.dispatched, .signed], to: .transferred)
        case .object: put(.objected, from: [.dispatched, .signed])
        case .pause: put(.paused, from: [.signed])
        case .resume: lift(.paused)
        case .reject: lift(.objected)
        case .uphold: hold == .objected ? WorkOrderState(stage: .returned) : nil
        case .contact: stay(in: [.dispatched, .signed, .answered])
        case .file: stay(in: [.signed, .answered, .closed])
        // Also by the unit that has passed the matter on to the lead.
        case .coordinate: stay(in: [.dispatched, .signed, .answered, .transferred])
        case .join, .notice, .extend: stay(in: [.dispatched, .signed])
        case .link: isOpen ? WorkOrderState(stage: .linked) : nil
        case .absorb: isOpen ? WorkOrderState(stage: .closed) : nil
        }
    }

    /// Whether this is where the command leads, so that a repeat changes nothing.
    func isResult(of command: Command) -> Bool {
        switch command {
        case .sign: self == WorkOrderState(stage: .signed)
        case .answer: self == WorkOrderState(stage: .answered)
        case .close, .absorb: self == WorkOrderState(stage: .closed)
        case .transfer: self == WorkOrderState(stage: .transferred)
        case .uphold: self == WorkOrderState(stage: .returned)
        case .link: self == WorkOrderState(stage: .linked)
        case .object: hold == .objected
        case .pause: hold == .paused
        case .resume: self == WorkOrderState(stage: .signed)
        // Told from its milestones by whoever asks.
        case .reject, .contact, .file, .coordinate, .join, .notice, .extend: false
        }
    }

    private func step(from stages: [Stage], to stage: Stage) -> WorkOrderState? {
        hold == nil && stages.contains(self.stage) ? WorkOrderState(stage: stage) : nil
    }

    private func put(_ hold: Hold, from stages: [Stage]) -> WorkOrderState? {
        self.hold == nil && stages.contains(stage) ? WorkOrderState(stage: stage, hold: hold) : nil
    }

    private func lift(_ hold: Hold) -> WorkOrderState? {
        self.hold == hold ? WorkOrderState(stage: stage) : nil
    }

    /// A pause keeps nobody from writing down what happened; an objection does, until it is decided.
    private func stay(in stages: [Stage]) -> WorkOrderState? {
        hold != .objected && stages.contains(stage) ? self : nil
    }
}
