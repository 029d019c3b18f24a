import Contracts

extension WorkingCalendar {
    /// When a period that begins at `start` ends.
    ///
    /// - Throws: `OutOfCalendar` where the answer, or a day that it needs, lies in years that the calendar does not know.
    public func due(after start: Instant, period: Period) throws(OutOfCalendar) -> Due {
        let moment = zone.local(start)
        switch period.unit {
        case .workingHours, .workingMinutes:
            let place = try sums.place(moment)
            let end = try sums.earliest(place.worked + period.workingTime, hint: place.season)
            return due(at: end.moment, day: end.day, touching: moment.dayNumber)
        case .workingDays:
            let first = try firstDay(from: moment, rule: period.startRule)
            let day = try sums.day(at: try sums.rank(before: first) + period.amount - 1)
            return try due(endOf: day, period.endMode, touching: min(first, day))
        case .calendarDays, .months, .sameDay:
            return try dueByDate(period, from: moment, sign: 1)
        }
    }

    /// The same for a clock that was, or is, paused; nil where it can end only after a pause that has not ended.
    ///
    /// Pauses change periods in working time only: the law deducts nothing from calendar days and months.
    public func due(after start: Instant, period: Period, pauses: [Pause]) throws(OutOfCalendar) -> Due? {
        guard !pauses.isEmpty else { return try due(after: start, period: period) }
        let timeline = PauseTimeline(pauses, zone)
        let moment = zone.local(start)
        switch period.unit {
        case .workingHours, .workingMinutes:
            let place = try sums.place(moment)
            guard let end = try running(period.workingTime, from: place.worked, timeline) else { return nil }
            return due(at: end.moment, day: end.day, touching: moment.dayNumber)
        case .workingDays:
            return try dueInDays(period, from: moment, timeline)
        case .calendarDays, .months, .sameDay:
            return try dueByDate(period, from: moment, sign: 1)
        }
    }

    /// The day that can be counted first (it need not work itself).
    func firstDay(from moment: LocalMoment, rule: Period.StartRule) throws(OutOfCalendar) -> Int {
        let day = moment.dayNumber
        switch rule {
        case .include: return day
        case .exclude: return day + 1
        case .shift:
            let offset = try sums.offset(day)
            let season = sums.seasons[sums.season(at: offset)]
            if sums.days.works(offset), moment.millisecondOfDay < season.closes { return day + 1 }
            return try sums.day(at: try sums.rank(before: day + 1)) + 1
        }
    }

    private func dueInDays(
        _ period: Period, from moment: LocalMoment, _ timeline: PauseTimeline
    ) throws(OutOfCalendar) -> Due? {
        let first = try firstDay(from: moment, rule: period.startRule)
        let firstRank = try sums.rank(before: first)
        if period.pauseRule == .minutes {
            let worked = try workedBefore(rank: firstRank)
            let budget = try workedBefore(rank: firstRank + period.amount) - worked
            guard let end = try running(budget, from: worked, timeline) else { return nil }
            guard period.endMode == .midnight else { return due(at: end.moment, day: end.day, touching: first) }
            return try due(endOf: end.day, .midnight, touching: first)
        }
        var rank = firstRank + period.amount - 1
        var floor = firstRank
        for lost in try lostDays(timeline, period) {
            let from = max(lost.lowerBound, floor)
            guard from <= rank else { break }
            guard lost.upperBound < Int.max else { return nil }
            rank += max(0, lost.upperBound - from)
            floor = max(floor, lost.upperBound)
        }
        let day = try sums.day(at: rank)
        return try due(endOf: day, period.endMode, touching: min(first, day))
    }

    func due(at moment: LocalMoment, day: Int, touching other: Int) -> Due {
        let isKnown = published.contains(min(day, other)) && published.contains(max(day, other))
        return Due(
            at: zone.instant(moment), day: CivilDay(since1970: day), isProvisional: !isKnown,
            calendarVersion: version)
    }

    func due(endOf day: Int, _ mode: Period.EndMode, touching other: Int) throws(OutOfCalendar) -> Due {
        var end = LocalMoment.dayLength
        if mode == .close {
            end = sums.seasons[sums.season(at: try sums.offset(day))].closes
        }
        return due(at: LocalMoment(day: day, millisecond: end), day: day, touching: other)
    }
}

extension Period {
    /// Milliseconds of working time; hours and minutes only.
    var workingTime: Int { amount * (unit == .workingHours ? 3_600_000 : 60_000) }
}
