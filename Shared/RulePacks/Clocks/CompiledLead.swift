import Contracts
import WorkingCalendar

/// A limit that counts backwards, with the policies of its pack settled.
public struct CompiledLead: Sendable {
    /// Which days are meant (rule X03).
    private enum Days: Sendable {
        case byPeriod, mondayOfWeek, earlierOfBoth
    }

    public let anchor: FactAttribute
    public let period: Period?
    /// Seconds after midnight; nil as the period ends.
    private let second: Int?
    private let isItself: Bool
    /// The opening of the day, whenever that is (rule X04).
    private let isAtOpening: Bool
    /// The end of the day that was found (rule X15).
    private let isAtMidnight: Bool
    private let days: Days
    /// From when on it can be owed at all; nil where what lay before counts too (rule X02).
    private let effectiveFrom: CivilDay?

    public init(_ lead: Lead, of clock: Clock, in pack: RulePack) throws {
        anchor = lead.anchor
        period = try Self.period(of: lead, in: pack)
        isItself = lead.moment == .itself
        if case .time(let seconds) = lead.moment { second = seconds } else { second = nil }
        isAtOpening = lead.moment == .leaveCutoff && pack.policy(.leaveCutoffTime) == .text("startOfWorkingDay")
        isAtMidnight = lead.moment == .dailyCutoff
        switch (lead.isMondayOfWeek, pack.policy(.prepMode)) {
        case (true, .text("mondayOfWeek")): days = .mondayOfWeek
        case (true, .text("earlierOf")): days = .earlierOfBoth
        default: days = .byPeriod
        }
        effectiveFrom = clock.isOfPlan && pack.isGrandfathering ? pack.identity.effectiveFrom : nil
    }

    private static func period(of lead: Lead, in pack: RulePack) throws -> Period? {
        guard lead.moment == .dailyCutoff, let period = lead.period else { return lead.period }
        let isWorkingDay = pack.policy(.dailyCutoff) == .text("previousWorkingDay")
        return try Period(period.amount, isWorkingDay ? .workingDays : .calendarDays)
    }

    /// The last moment for it.
    ///
    /// - Parameter knownAt: when those who owe it learnt of it; what they could not know they do not owe.
    /// - Returns: nil where nothing is left of the time for it: then it is not owed.
    public func due(before event: Instant, knownAt: Instant, by calendar: WorkingCalendar) throws -> Due? {
        let due = try written(before: event, by: calendar)
        guard let effectiveFrom else { return due }
        let from = max(calendar.zone.instant(on: effectiveFrom, second: 0), knownAt)
        if due.at > from { return due }
        guard let period else { return nil }
        let forward = try calendar.due(after: from, period: period, pauses: [])
        let last = try calendar.due(before: event, period: .workingDay)
        guard let earlier = [forward, last].compactMap({ $0 }).min(by: { $0.at < $1.at }), earlier.at > from else {
            return nil
        }
        return earlier
    }

    /// As the rule has it, whatever lay before.
    public func written(before event: Instant, by calendar: WorkingCalendar) throws -> Due {
        guard days != .byPeriod, let monday = try monday(of: event, by: calendar) else {
            return try byPeriod(before: event, by: calendar)
        }
        if days == .mondayOfWeek { return monday }
        let other = try byPeriod(before: event, by: calendar)
        return other.at <= monday.at ? other : monday
    }

    private func byPeriod(before event: Instant, by calendar: WorkingCalendar) throws -> Due {
        let day = calendar.zone.day(of: event)
        if isItself { return Due(at: event, day: day, isProvisional: false, calendarVersion: calendar.version) }
        guard let period else { return moment(on: day, isProvisional: false, by: calendar) }
        let due = try calendar.due(before: event, period: period)
        guard second != nil || isAtOpening || isAtMidnight else { return due }
        return moment(on: due.day, isProvisional: due.isProvisional, by: calendar)
    }

    /// - Returns: nil where that Monday does not work: nobody is called to a meeting on a day off.
    private func monday(of event: Instant, by calendar: WorkingCalendar) throws -> Due? {
        let day = calendar.zone.day(of: event)
        let monday = day.advanced(by: 1 - day.weekday)
        guard calendar.isWorking(monday), monday < day else { return nil }
        let isProvisional = try calendar.due(before: event, period: .workingDay).isProvisional
        return moment(on: monday, isProvisional: isProvisional, by: calendar)
    }

    private func moment(on day: CivilDay, isProvisional: Bool, by calendar: WorkingCalendar) -> Due {
        let windows = calendar.windows(on: day)
        let time = isAtMidnight ? 86_400 : second ?? (isAtOpening ? windows.opens : windows.closes)
        return Due(
            at: calendar.zone.instant(on: day, second: time), day: day, isProvisional: isProvisional,
            calendarVersion: calendar.version)
    }
}

extension Clock {
    /// Whether the season begins it. What a person begins, such as a request for leave, is judged by its own day however late
    /// that is (rule X02).
    public var isOfPlan: Bool { starts.triggers.contains { $0.on == .broadcastScheduled } }
}

extension RulePack {
    /// Whether what is due before the pack takes effect is owed later, or not at all (rule X02).
    public var isGrandfathering: Bool { policy(.clockBeforeEffective) == .text("grandfather") }
}
