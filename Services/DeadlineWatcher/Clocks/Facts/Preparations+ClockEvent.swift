import Contracts
import RulePacks

/// An event about what units owe for a show.
public protocol PreparationEvent: ClockEvent {
    var broadcast: BroadcastID { get }
    /// The units that it is about.
    var preparing: [UnitID] { get }
    /// Whether every unit that prepares this show and is not named has been taken off it.
    static var isWholePlan: Bool { get }
    /// What it says to one unit beside what it says to all.
    func describe(to unit: UnitID, in fact: inout FactDetails)
}

extension PreparationEvent {
    public static var isWholePlan: Bool { false }
    public func describe(to unit: UnitID, in fact: inout FactDetails) { fact.unit = unit }
}

extension BroadcastScheduled: PreparationEvent {
    public static var factKind: FactKind { .broadcastScheduled }
    public static var isWholePlan: Bool { true }
    public var preparing: [UnitID] { units }

    public func describe(in fact: inout FactDetails) {
        fact.packVersion = packVersion
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes[.opensAt] = .instant(opensAt)
        fact.attributes[.closesAt] = .instant(closesAt)
    }

    public func describe(to unit: UnitID, in fact: inout FactDetails) {
        fact.unit = unit
        fact.attributes.set(.isUnscheduled, !units.contains(unit))
        fact.attributes.set(.isNewUnit, newUnits?.contains(unit) ?? false)
    }
}

extension DutyPlanned: PreparationEvent {
    public static var factKind: FactKind { .dutyPlanned }
    public var preparing: [UnitID] { [unit] }

    public func describe(in fact: inout FactDetails) {
        fact.packVersion = packVersion
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes.set(.duty, duty)
        fact.attributes[.plannedFor] = .instant(plannedFor)
    }
}

extension DutyDischarged: PreparationEvent {
    public static var factKind: FactKind { .dutyDischarged }
    public var preparing: [UnitID] { [unit] }

    public func describe(in fact: inout FactDetails) {
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes.set(.duty, duty)
    }
}

extension LeaveRequested: PreparationEvent {
    public static var factKind: FactKind { .leaveRequested }
    public var preparing: [UnitID] { [unit] }

    public func describe(in fact: inout FactDetails) {
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes.set(.isWritten, isWritten)
    }
}

extension LeaveDecided: PreparationEvent {
    public static var factKind: FactKind { .leaveDecided }
    public var preparing: [UnitID] { [unit] }

    public func describe(in fact: inout FactDetails) {
        fact.account = decidedBy
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes.set(.isApproved, isApproved)
    }
}

extension RescheduleRequested: PreparationEvent {
    public static var factKind: FactKind { .rescheduleRequested }
    public var preparing: [UnitID] { [unit] }

    public func describe(in fact: inout FactDetails) {
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes.set(.isWritten, isWritten)
    }
}
