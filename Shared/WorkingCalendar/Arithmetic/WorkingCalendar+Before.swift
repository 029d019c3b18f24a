import Contracts

extension WorkingCalendar {
    /// The latest moment for something that is due a period before `event`, whose own day is not counted.
    ///
    /// Periods in days end as their end mode says on the day found; periods in hours at the latest moment from which
    /// the working time until `event` is still the whole period.
    public func due(before event: Instant, period: Period) throws(OutOfCalendar) -> Due {
        let moment = zone.local(event)
        switch period.unit {
        case .workingHours, .workingMinutes:
            let end = try sums.latest(try sums.place(moment).worked - period.workingTime)
            return due(at: end, day: end.dayNumber, touching: moment.dayNumber)
        case .workingDays:
            let count = period.amount + (period.backwardStyle == .clear ? 1 : 0)
            let day = try sums.day(at: try sums.rank(before: moment.dayNumber) - count)
            return try due(endOf: day, period.endMode, touching: moment.dayNumber - 1)
        case .calendarDays, .months, .sameDay:
            return try dueByDate(period, from: moment, sign: -1)
        }
    }

    /// The same for an event of which the day is known: it is taken to begin at 00:00.
    public func due(before event: CivilDay, period: Period) throws(OutOfCalendar) -> Due {
        try due(before: zone.instant(on: event, second: 0), period: period)
    }

    /// Periods that follow the date: calendar days, months and the same day.
    func dueByDate(_ period: Period, from moment: LocalMoment, sign: Int) throws(OutOfCalendar) -> Due {
        let start = moment.day
        let target = date(period, from: start, sign: sign)
        guard (1900...2999).contains(target.year) else { throw sums.outside }
        var day = target.since1970
        switch period.roll {
        case .none: break
        case .forward: day = try sums.day(at: try sums.rank(before: day))
        case .backward: day = try sums.day(at: try sums.rank(before: day + 1) - 1)
        }
        let end = period.endMode == .close ? windows(on: CivilDay(since1970: day)).closes * 1000 : LocalMoment.dayLength
        // Without a roll no table was asked, so an unpublished year changes nothing.
        let found = due(at: LocalMoment(day: day, millisecond: end), day: day, touching: target.since1970)
        guard period.roll == .none else { return found }
        return Due(at: found.at, day: found.day, isProvisional: false, calendarVersion: version)
    }

    private func date(_ period: Period, from start: CivilDay, sign: Int) -> CivilDay {
        switch period.unit {
        case .months: start.advanced(byMonths: sign * period.amount)
        case .calendarDays: start.advanced(by: sign * period.amount)
        default: start
        }
    }
}

extension CivilDay {
    /// The same day of another month, or that month's last day where it has no such day.
    func advanced(byMonths count: Int) -> CivilDay {
        let months = year * 12 + month - 1 + count
        let year = (months - ((months % 12) + 12) % 12) / 12
        for day in stride(from: day, through: 28, by: -1) {
            if let found = CivilDay(year: year, month: months - year * 12 + 1, day: day) { return found }
        }
        return CivilDay(year: year, month: months - year * 12 + 1, day: min(day, 28)) ?? self
    }
}
