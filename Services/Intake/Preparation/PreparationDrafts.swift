import Contracts
import HTTP
import RulePacks
import ServiceKit

/// Whom an act is for, and when it was done.
struct DischargeDraft: Decodable, Sendable {
    /// Without it, the operator means every unit of the show.
    var unit: UnitID?
    /// When it was done, where it is typed up later; now without it.
    var at: Instant?
}

/// What a duty is bound to, and its time.
struct DutyPlanDraft: Decodable, Sendable {
    var unit: UnitID?
    var plannedFor: Instant
}

/// A request of a unit: for leave, or for another date.
struct RequestDraft: Decodable, Sendable {
    var unit: UnitID?
    var isWritten: Bool
}

/// What becomes of a request for leave.
struct LeaveDecisionDraft: Decodable, Sendable {
    var unit: UnitID
    var isApproved: Bool
}

extension RulePack {
    /// Names of the duties that the pack's clocks know.
    ///
    /// - Parameter kind: `dutyDischarged` or `dutyPlanned`.
    func duties(in kind: FactKind) -> Set<String> {
        var duties: Set<String> = []
        for clock in clocks {
            for trigger in clock.starts.triggers + clock.stops.triggers where trigger.on == kind {
                for condition in trigger.conditions where condition.attribute == .duty {
                    for case .text(let duty) in condition.values { duties.insert(duty) }
                }
            }
        }
        return duties
    }
}
