import Contracts

/// Where a case stands, and what may become of it there.
///
/// The stage says who is to see to it; the leads, how many units lead its handling at present: a round that was asked for
/// leaves the one before it open while its papers are owed.
struct CaseState: Hashable, Sendable {
    enum Stage: String, CaseIterable, Sendable {
        /// For the close of its broadcast.
        case waiting
        /// For somebody to name the unit.
        case unassigned
        /// With a unit.
        case dispatched
        /// With a unit again, which is to handle it once more.
        case reworked
        /// Passed on by its unit: for somebody to name the actual one.
        case transferred
        /// Its unit's objection was upheld: for somebody to name another.
        case returned
        /// No unit that leads owes anything about it any more.
        case closed
        /// It repeats another and closes with that.
        case linked
    }

    enum Command: String, CaseIterable, Sendable {
        /// By the district's rule: for its show, out of it, to its first unit.
        case wait, release, send
        /// By the operator, to the unit that is named.
        case assign
        /// By or for a unit that leads.
        case transfer, passOn, uphold, close
        case rework, link
    }

    var stage = Stage.unassigned
    var leads = 0

    var isWithUnit: Bool { [.dispatched, .reworked].contains(stage) }

    /// Nobody has it since a unit passed it on or rightly returned it.
    var isHandedBack: Bool { [.transferred, .returned].contains(stage) }

    /// - Returns: the state that the command leads to; nil where it is refused.
    func after(_ command: Command) -> CaseState? {
        switch command {
        case .wait: step(from: [.unassigned], to: .waiting)
        case .release: step(from: [.waiting], to: .unassigned)
        case .send: step(from: [.waiting, .unassigned], to: .dispatched, leads: 1)
        case .assign: step(from: [.unassigned, .transferred, .returned], to: .dispatched, leads: 1)
        case .transfer: giveUp(for: .transferred)
        case .uphold: giveUp(for: .returned)
        // The unit that it is passed on to leads instead.
        case .passOn: leads > 0 ? self : nil
        case .close: leads == 1 && isWithUnit ? CaseState(stage: .closed) : giveUp(for: stage)
        case .rework: rework()
        case .link: stage == .linked ? nil : CaseState(stage: .linked)
        }
    }

    private func step(from stages: [Stage], to stage: Stage, leads more: Int = 0) -> CaseState? {
        stages.contains(self.stage) ? CaseState(stage: stage, leads: leads + more) : nil
    }

    /// One lead less. What was handed back before stays so: somebody is still to name its unit.
    private func giveUp(for stage: Stage) -> CaseState? {
        guard leads > 0 else { return nil }
        return CaseState(stage: isHandedBack ? self.stage : stage, leads: leads - 1)
    }

    private func rework() -> CaseState? {
        if isHandedBack { return CaseState(stage: stage, leads: leads + 1) }
        return step(from: [.dispatched, .reworked, .closed], to: .reworked, leads: 1)
    }
}

extension CaseState.Command {
    /// What a fact tells of its case, so that telling the facts again gives the same state.
    ///
    /// - Parameters:
    ///   - isLead: whether the work order that the fact is about leads; an assistant's moves no case.
    ///   - pending: the work order that was passed on or returned, while the case has nobody.
    /// - Returns: nil for a fact that says nothing of where the case stands.
    init?(toldBy fact: any CaseEvent, isLead: Bool, pending: WorkOrderID?) {
        switch fact {
        case is AppealLinked: self = .link
        case _ where !isLead: return nil
        case let order as WorkOrderDispatched:
            switch order.basis {
            case .rework: self = .rework
            case .transfer where order.previous == pending: self = .assign
            case .transfer, .joint: return nil
            case .onAir, .offAir, .direct: self = .send
            }
        case let transfer as WorkOrderTransferred: self = transfer.to == nil ? .transfer : .passOn
        case let ruling as ObjectionDecided where ruling.isUpheld: self = .uphold
        case is WorkOrderClosed: self = .close
        default: return nil
        }
    }
}
