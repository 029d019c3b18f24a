import Contracts

extension WorkingCalendar {
    /// The answer of `due(after:period:pauses:)` with each day on the way. It walks the days, unlike the answer itself.
    public func explanation(
        after start: Instant, period: Period, pauses: [Pause] = []
    ) throws(OutOfCalendar) -> Explanation {
        let due = try due(after: start, period: period, pauses: pauses)
        let moment = zone.local(start)
        var walk = ExplanationWalk(calendar: self, period: period, timeline: PauseTimeline(pauses, zone))
        // A clock that is paused for good is followed to the day on which that pause begins, or to the start's.
        let last = due?.day.since1970 ?? max(moment.dayNumber, walk.lastPauseDay)
        switch period.unit {
        case .workingDays: try walk.forward(from: moment, through: last)
        case .workingHours, .workingMinutes: walk.time(from: moment, through: last)
        case .calendarDays, .months, .sameDay: try walk.date(from: moment, sign: 1, to: last)
        }
        return explanation(.after, start, period, walk.steps, due)
    }

    /// The answer of `due(before:period:)` with each day on the way.
    public func explanation(before event: Instant, period: Period) throws(OutOfCalendar) -> Explanation {
        let due = try due(before: event, period: period)
        let moment = zone.local(event)
        var walk = ExplanationWalk(calendar: self, period: period, timeline: PauseTimeline([], zone))
        switch period.unit {
        case .workingDays: walk.backward(from: moment, to: due.day.since1970)
        case .workingHours, .workingMinutes: walk.timeBackward(from: moment, to: zone.local(due.at))
        case .calendarDays, .months, .sameDay: try walk.date(from: moment, sign: -1, to: due.day.since1970)
        }
        return explanation(.before, event, period, walk.steps, due)
    }

    private func explanation(
        _ direction: Explanation.Direction, _ moment: Instant, _ period: Period, _ steps: [Explanation.Step],
        _ due: Due?
    ) -> Explanation {
        Explanation(
            direction: direction, moment: moment, period: period, zone: zone, steps: steps, due: due,
            calendarVersion: version)
    }

    /// Why a day works or not.
    func reasons(for day: CivilDay) -> [Explanation.Reason] {
        var reasons: [Explanation.Reason] = []
        let own = overlay.days[day]
        if let own, let works = own.works {
            reasons.append(works ? .localWorkingDay(own.name) : .localDayOff(own.name))
        } else if let exception = table.exceptions[day] {
            reasons.append(exception.isWorking ? .makeUpWorkingDay(exception.name) : .holiday(exception.name))
        } else {
            reasons.append(day.weekday <= 5 ? .ordinaryWorkingDay : .weekend)
        }
        if let own, own.windows != nil, isWorking(day) { reasons.append(.localHours(own.name)) }
        if !isPublished(day) { reasons.append(.assumed(year: day.year)) }
        return reasons
    }
}

extension WorkingCalendar {
    /// One day in a line: whether it works, its windows, and why.
    public func dayExplanation(_ day: CivilDay, _ language: Language) -> String {
        let words = ExplanationWords(language: language)
        let hours = isWorking(day) ? windows(on: day).description : "-"
        let reasons = reasons(for: day).map(words.reason).joined(separator: words.comma)
        return "\(day) \(words.weekday(day))  \(hours)  \(reasons)"
    }
}
