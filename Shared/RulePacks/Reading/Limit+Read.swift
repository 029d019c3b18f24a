import Contracts
import WorkingCalendar
import YAML

extension Limit {
    private enum Unit: String, CaseIterable {
        case workingDays, workingHours, workingMinutes, calendarDays, months, sameDay, attribute, promptly

        /// Ten years at most: a calendar answers until 2099, and whoever owes something should live to see it due.
        var amounts: ClosedRange<Int> {
            switch self {
            case .workingDays: 1...1_000
            case .workingHours: 1...2_000
            case .workingMinutes: 1...10_000
            case .calendarDays: 1...3_650
            case .months: 1...120
            case .sameDay, .attribute, .promptly: 1...1
            }
        }
    }

    /// One limit, or a list of which the earliest counts.
    static func readAll(_ field: Field) -> [Limit] {
        if !field.isSequence { return read(field).map { [$0] } ?? [] }
        let limits = field.list(read)
        if limits.isEmpty { field.problem("names no limit") }
        return limits
    }

    private static func read(_ field: Field) -> Limit? {
        if let clock = field.node["limitOf"], !clock.isNull {
            return field.keys { $0.required("limitOf")?.slug().map { .limitOf(ClockName($0)) } }
        }
        if let anchor = field.node["before"], !anchor.isNull { return readLead(field) }
        if let ordinal = field.node["ordinal"], !ordinal.isNull { return readOrdinal(field) }
        return field.keys { keys in
            let unit = keys.required("unit")?.choice(Unit.self)
            let amountField = keys.optional("amount")
            let amount = amountField?.number(in: unit?.amounts ?? 1...10_000)
            let attribute = keys.optional("attribute")?.choice(FactAttribute.self)
            let options = Options(&keys)
            switch unit {
            case nil: return nil
            case .sameDay: return .period(.sameDay)
            case .promptly: return .promptly
            case .attribute:
                guard let attribute, case .instant = attribute.domain else {
                    keys.problem("attribute must name an instant, such as due")
                    return nil
                }
                return .attribute(attribute)
            case let unit?:
                if amountField == nil { keys.problem("\"amount\" is missing") }
                return amount.flatMap { options.period($0, unit.rawValue) }.map(Limit.period)
            }
        }
    }

    /// `{ordinal: 2, unit: workingDays}`: from the second on, for the first may be no day at all.
    private static func readOrdinal(_ field: Field) -> Limit? {
        field.keys { keys in
            let unitField = keys.required("unit")
            let unit = unitField?.choice(Unit.self)
            let number = keys.required("ordinal")?.number(in: 2...1_000)
            if unit != nil, unit != .workingDays { unitField?.problem("must be workingDays") }
            return number.map { .ordinal($0) }
        }
    }

    /// `{before: opensAt, amount: 3, unit: workingDays, at: "09:00", or: mondayOfWeek}`; without an amount the day itself.
    private static func readLead(_ field: Field) -> Limit? {
        field.keys { keys in
            let anchorField = keys.required("before")
            let anchor = anchorField?.choice(FactAttribute.self)
            let amountField = keys.optional("amount")
            let unitField = keys.optional("unit")
            let unit = unitField?.choice(Unit.self)
            let amount = amountField?.number(in: unit?.amounts ?? 1...10_000)
            let moment = keys.optional("at").flatMap(Lead.Moment.read)
            let monday = keys.optional("or")?.choice(Alternative.self)
            let options = Options(&keys)
            guard let anchor else { return nil }
            guard case .instant = anchor.domain else {
                anchorField?.problem("must name an instant, such as opensAt")
                return nil
            }
            if (amountField == nil) != (unitField == nil) { keys.problem("needs both amount and unit, or neither") }
            let period = amount.flatMap { amount in unit.flatMap { options.period(amount, $0.rawValue) } }
            if unit != nil, amount != nil, period == nil { unitField?.problem("must be a unit of time") }
            if moment == .dailyCutoff, unit != .calendarDays {
                keys.problem(
                    "with dailyCutoff unit must be calendarDays: which days count says the policy daily.cutoff")
            }
            if amountField == nil, moment == nil {
                keys.problem("without an amount, at must say when on the day itself")
            }
            return .before(
                Lead(anchor: anchor, period: period, moment: moment ?? .close, isMondayOfWeek: monday != nil))
        }
    }

    private enum Alternative: String, CaseIterable { case mondayOfWeek }

    private struct Options {
        let end: Period.EndMode?
        let start: Period.StartRule?
        let pause: Period.PauseRule?
        let roll: Period.Roll?

        init(_ keys: inout Keys) {
            end = keys.optional("endMode")?.choice()
            start = keys.optional("startRule")?.choice()
            pause = keys.optional("pauseRule")?.choice()
            roll = keys.optional("roll")?.choice()
        }

        func period(_ amount: Int, _ unit: String) -> Period? {
            // The amount has been checked; a unit without a period has been handled.
            guard let unit = Period.Unit(rawValue: unit), let period = try? Period(amount, unit) else { return nil }
            return period.with {
                $0.endMode = end ?? .close
                $0.startRule = start ?? .exclude
                $0.pauseRule = pause ?? .cutoff
                $0.roll = roll ?? .none
            }
        }
    }
}

extension Warning {
    /// `{percent: 80}`, `{workingDaysBefore: 1}` or `{minutesBefore: 15}`.
    static func read(_ field: Field) -> Warning? {
        field.keys { keys in
            let percent = keys.optional("percent")?.number(in: 1...99).map(Warning.percent)
            let days = keys.optional("workingDaysBefore")?.number(in: 1...1000).map(Warning.workingDaysBefore)
            let minutes = keys.optional("minutesBefore")?.number(in: 1...100_000).map(Warning.minutesBefore)
            let all = [percent, days, minutes].compactMap { $0 }
            guard all.count == 1 else {
                keys.problem("needs exactly one of percent, workingDaysBefore, minutesBefore")
                return nil
            }
            return all.first
        }
    }
}

extension Lead.Moment {
    /// `"09:00"`, `itself`, `leaveCutoff` or `dailyCutoff`.
    static func read(_ field: Field) -> Lead.Moment? {
        guard let text = field.text() else { return nil }
        if text == "leaveCutoff" { return .leaveCutoff }
        if text == "dailyCutoff" { return .dailyCutoff }
        if text == "itself" { return .itself }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else {
            field.problem("must be a time of day, such as \"09:00\", or itself, leaveCutoff or dailyCutoff")
            return nil
        }
        return .time(hour * 3600 + minute * 60)
    }
}
