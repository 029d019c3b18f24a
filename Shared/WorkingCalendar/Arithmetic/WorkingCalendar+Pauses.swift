import Contracts

extension WorkingCalendar {
    /// Working time before the working day with this rank.
    func workedBefore(rank: Int) throws(OutOfCalendar) -> Int {
        if rank == sums.days.total { return sums.totalTime }
        let day = try sums.day(at: rank)
        return try sums.place(LocalMoment(day: day, millisecond: 0)).worked
    }

    /// The moment at which `time` has been worked while the clock ran; nil if it stands still for good before that.
    func running(_ time: Int, from worked: Int, _ timeline: PauseTimeline) throws(OutOfCalendar) -> WorkingSums.End? {
        var target = worked + time
        for pause in timeline {
            let from = max(try bounded(pause.from), worked)
            // A period that is over when the pause begins is not touched by it, nor by any later one.
            guard from < target else { break }
            guard pause.to < PauseTimeline.open else { return nil }
            target += max(0, try bounded(pause.to) - from)
        }
        return try sums.earliest(target)
    }

    /// The ranks of the working days that each pause takes, in order; an upper bound of `Int.max` is an open pause.
    func lostDays(_ timeline: PauseTimeline, _ period: Period) throws(OutOfCalendar) -> [Range<Int>] {
        if period.pauseRule == .cutoff {
            return try timeline.map { (pause) throws(OutOfCalendar) in
                let from = try ended(pause.from, period.endMode)
                return from..<max(from, pause.to < PauseTimeline.open ? try ended(pause.to, period.endMode) : .max)
            }
        }
        var lost: [Range<Int>] = []
        for span in try workedSpans(timeline) {
            let from = try rank(at: span.lowerBound, roundUp: period.pauseRule == .full)
            let isOpen = span.upperBound == .max
            let to = isOpen ? .max : try rank(at: span.upperBound, roundUp: period.pauseRule == .touched)
            if from < to { lost.append(from..<to) }
        }
        return lost
    }

    /// How many working days have ended at `moment`, in the sense of the end mode; one that ends then has.
    private func ended(_ moment: LocalMoment, _ mode: Period.EndMode) throws(OutOfCalendar) -> Int {
        let day = moment.dayNumber
        let offset = day - sums.days.firstDay
        guard offset >= 0 else { return 0 }
        guard offset < sums.days.dayCount else { return sums.days.total }
        let rank = sums.days.rank(offset)
        guard mode == .close, sums.days.works(offset) else { return rank }
        return moment.millisecondOfDay >= sums.seasons[sums.season(at: offset)].closes ? rank + 1 : rank
    }

    /// The pauses in working time: those with none are gone, those with none between them are one.
    private func workedSpans(_ timeline: PauseTimeline) throws(OutOfCalendar) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        for pause in timeline {
            let from = try bounded(pause.from)
            let to = pause.to < PauseTimeline.open ? try bounded(pause.to) : .max
            guard from < to else { continue }
            if let last = spans.last, from <= last.upperBound {
                spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, to)
            } else {
                spans.append(from..<to)
            }
        }
        return spans
    }

    /// The working day in which the working time `worked` lies; between two, the later. Rounded up: the first that
    /// begins at or after it.
    private func rank(at worked: Int, roundUp: Bool) throws(OutOfCalendar) -> Int {
        guard worked < sums.totalTime else { return sums.days.total }
        let moment = try sums.latest(worked)
        let rank = try sums.rank(before: moment.dayNumber)
        guard roundUp else { return rank }
        return try workedBefore(rank: rank) < worked ? rank + 1 : rank
    }

    /// Working time before a moment that may lie outside the calendar.
    private func bounded(_ moment: LocalMoment) throws(OutOfCalendar) -> Int {
        let offset = moment.dayNumber - sums.days.firstDay
        if offset < 0 { return 0 }
        if offset >= sums.days.dayCount { return sums.totalTime }
        return try sums.place(moment).worked
    }
}
