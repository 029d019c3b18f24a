import Contracts
import WorkingCalendar

/// After which instant a unit cannot do by itself any more what it owes before a show (rule X01).
public struct HardStop: Hashable, Sendable {
    /// The rule that sets it.
    public let rule: RuleID
    /// The last instant that is in time.
    public let at: Instant
}

/// One unit's part in a show, as far as limits before it go by that.
public struct ShowPart: Sendable {
    public let opensAt: Instant
    /// When the unit learnt of it; what it could not know it does not owe (rule X02).
    public let knownAt: Instant
    /// Whether it has never been on air before (rule CZ-08).
    public let isNewUnit: Bool

    public init(opensAt: Instant, knownAt: Instant, isNewUnit: Bool) {
        (self.opensAt, self.knownAt, self.isNewUnit) = (opensAt, knownAt, isNewUnit)
    }

    fileprivate func value(of attribute: FactAttribute) -> AttributeValue? {
        switch attribute {
        case .opensAt: .instant(opensAt)
        case .isNewUnit: .flag(isNewUnit)
        case .isUnscheduled: .flag(false)
        default: nil
        }
    }
}

extension RulePack {
    /// Whether the rules set a hard stop for a duty at all.
    public func hasHardStop(for duty: String) -> Bool { !hardStops(for: duty).isEmpty }

    /// The earliest hard stop of a duty; nil where the rules set none for this unit, or left no time for it.
    ///
    /// - Throws: `OutOfCalendar`.
    public func hardStop(for duty: String, of part: ShowPart, by calendar: WorkingCalendar) throws -> HardStop? {
        var earliest: HardStop?
        for clock in hardStops(for: duty)
        where clock.applies.allSatisfy({ $0.holds(for: part.value(of: $0.attribute)) }) {
            for case .before(let lead) in clock.within {
                let due = try CompiledLead(lead, of: clock, in: self)
                    .due(before: part.opensAt, knownAt: part.knownAt, by: calendar)
                guard let due, earliest.map({ due.at < $0.at }) ?? true else { continue }
                earliest = HardStop(rule: clock.rule, at: due.at)
            }
        }
        return earliest
    }

    private func hardStops(for duty: String) -> [Clock] {
        clocks.filter { clock in clock.isHardStop && clock.stops.triggers.contains { $0.duties.contains(duty) } }
    }
}

extension Trigger {
    /// The duties whose discharge it waits for, by their names in the pack.
    var duties: [String] {
        guard on == .dutyDischarged else { return [] }
        return conditions.filter { $0.attribute == .duty && !$0.isNegated }.flatMap(\.values).compactMap { value in
            if case .text(let duty) = value { duty } else { nil }
        }
    }
}
