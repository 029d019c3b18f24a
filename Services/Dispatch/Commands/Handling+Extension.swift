import Contracts
import HTTP
import Postgres
import RulePacks
import ServiceKit

/// More time for the unit (rule X25), where the rule pack knows it.
extension Handling {
    mutating func extend(_ draft: ExtensionDraft, in transaction: borrowing Transaction) throws {
        let policy = try requireExtensions()
        var check = FieldCheck()
        let reason = check.text("reason", draft.reason, atMost: 1_000)
        if policy.needsReason, reason == nil { check.fault("reason", "is missing") }
        if draft.due == nil { check.fault("due", "is missing") }
        let clock = self.clock(draft.clock, &check)
        try check.finish()
        let known = try transaction.extensions(of: order.id, clock: clock, in: district)
        let granted = known.filter(\.isGranted)
        guard let due = draft.due, granted.last?.due != due else { return }
        try require(.extend)
        guard granted.count < policy.atMost else {
            throw HTTP.Problem.conflict("Clock \(clock) was extended \(granted.count) of \(policy.atMost) times.")
        }
        let original = try originalDue(draft, granted.first)
        guard due > granted.last?.due ?? original else {
            throw HTTP.Problem.invalid("due", "must be later than the present due time")
        }
        try Self.checkDue(due, "due", at: now)
        try record(
            Extension(clock: clock, isGranted: true, due: due, originalDue: original, decidedBy: account),
            ExtensionGranted(
                case: file.id, workOrder: order.id, unit: order.unit, clock: clock, due: due, originalDue: original,
                approver: role, reason: try reason.map { try seal($0, "reason") }, decidedBy: account), in: transaction)
    }

    mutating func refuseExtension(_ draft: ExtensionDraft, in transaction: borrowing Transaction) throws {
        _ = try requireExtensions()
        var check = FieldCheck()
        let reason = check.text("reason", draft.reason, atMost: 1_000)
        let clock = self.clock(draft.clock, &check)
        try check.finish()
        let known = try transaction.extensions(of: order.id, clock: clock, in: district)
        if known.last?.isGranted == false { return }
        try require(.extend)
        try record(
            Extension(clock: clock, isGranted: false, due: nil, originalDue: nil, decidedBy: account),
            ExtensionRefused(
                case: file.id, workOrder: order.id, unit: order.unit, clock: clock, approver: role,
                reason: try reason.map { try seal($0, "reason") }, decidedBy: account), in: transaction)
    }

    /// - Throws: `Problem` 409 where no rule allows it, 403 for whoever is not its approver.
    private func requireExtensions() throws(HTTP.Problem) -> ExtensionPolicy {
        let policy = rules.pack.extensions
        guard policy.isAllowed, let approver = policy.approver else {
            throw HTTP.Problem.conflict("No rule of this district allows an extension.")
        }
        guard approver.rawValue == role else {
            throw HTTP.Problem(403, detail: "An extension is for the \(approver.rawValue) to decide.")
        }
        return policy
    }

    /// A clock of the pack that an extension moves.
    private func clock(_ name: ClockName?, _ check: inout FieldCheck) -> ClockName {
        guard let name else {
            check.fault("clock", "is missing")
            return ClockName("")
        }
        let moves = rules.pack.clock(name)?.moves ?? []
        if !moves.contains(where: { $0.trigger.on == .extensionGranted }) {
            check.fault("clock", "is not a clock that an extension moves")
        }
        return name
    }

    /// The due time first set stays on record: known of an earlier extension or of the notice, else given.
    private func originalDue(_ draft: ExtensionDraft, _ first: Extension?) throws(HTTP.Problem) -> Instant {
        if let known = first?.originalDue { return known }
        if draft.clock == ClockName("notice"), let due = order.noticeDue { return due }
        guard let due = draft.originalDue else { throw HTTP.Problem.invalid("originalDue", "is missing") }
        guard due > file.registeredAt else {
            throw HTTP.Problem.invalid("originalDue", "lies before the appeal was registered")
        }
        return due
    }

    private mutating func record(
        _ more: Extension, _ event: some CaseEvent, in transaction: borrowing Transaction
    ) throws {
        try say(event, detail: more.clock.rawValue, in: transaction)
        try transaction.keep(more, of: order, in: district, at: now)
    }
}

struct ExtensionDraft: Decodable, Sendable {
    var clock: ClockName?
    var due: Instant?
    /// The due time first set, as the deadline has it.
    var originalDue: Instant?
    var reason: String?
}
