import Contracts
import HTTP
import Postgres
import RulePacks
import ServiceKit

/// More time for the unit (rule X25), where the rule pack knows it.
extension Handling {
    mutating func extend(_ draft: ExtensionDraft, in transaction: borrowing Transaction) throws {
        let policy = try requireExtensions()
        var check = draft.check()
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
        let original = noticeDay(of: clock)
        if let present = granted.last?.due ?? original, due <= present {
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
        var check = draft.check()
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

    /// The due time first set, where dispatch itself has set it. Every other the deadline alone knows, and keeps.
    private func noticeDay(of clock: ClockName) -> Instant? {
        rules.pack.clock(clock)?.isOfNotice == true ? order.noticeDue : nil
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
    var reason: String?
    /// Whatever was sent as the due time first set.
    private var originalDue: Anything?

    /// What somebody types is no record of what was first due, and nobody is to believe that it is.
    func check() -> FieldCheck {
        var check = FieldCheck()
        if originalDue != nil { check.fault("originalDue", "is not typed: the deadline keeps the due time first set") }
        return check
    }

    private struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }
}

extension Clock {
    /// Whether the notice of handling alone says when it ends.
    fileprivate var isOfNotice: Bool {
        guard case .attribute(.due) = within.first, within.count == 1, noLaterThan.isEmpty else { return false }
        return starts.triggers.allSatisfy { $0.on == .noticeIssued }
    }
}
