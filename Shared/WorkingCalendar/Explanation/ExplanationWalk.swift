import Contracts

/// Walks day by day and judges each by the words of the rules, not by the sums.
struct ExplanationWalk {
    let calendar: WorkingCalendar
    let period: Period
    let timeline: PauseTimeline
    private(set) var steps: [Explanation.Step] = []
    private var number = 0
    /// Milliseconds of working time that the period has, and that have been walked.
    private var budget = 0
    private var used = 0

    init(calendar: WorkingCalendar, period: Period, timeline: PauseTimeline) {
        self.calendar = calendar
        self.period = period
        self.timeline = timeline
        if period.unit == .workingHours || period.unit == .workingMinutes { budget = period.workingTime }
    }

    var lastPauseDay: Int { timeline.map(\.from.dayNumber).max() ?? Int.min }

    mutating func forward(from start: LocalMoment, through last: Int) throws(OutOfCalendar) {
        let first = try calendar.firstDay(from: start, rule: period.startRule)
        for number in start.dayNumber..<max(first, start.dayNumber) {
            let day = CivilDay(since1970: number)
            var reasons = calendar.reasons(for: day)
            if period.startRule == .exclude { reasons.insert(.startingDay, at: 0) }
            if period.startRule == .shift { reasons.insert(number == first - 1 ? .receipt : .beforeReceipt, at: 0) }
            add(day, counts: false, nil, reasons)
        }
        guard first <= last else { return }
        if period.pauseRule == .minutes && !timeline.isEmpty {
            budget = workingTime(ofDaysFrom: first)
            return time(from: LocalMoment(day: first, millisecond: 0), through: last)
        }
        for number in first...last {
            let day = CivilDay(since1970: number)
            var reasons = calendar.reasons(for: day)
            if number == start.dayNumber { reasons.insert(.startingDayIncluded, at: 0) }
            let isLost = calendar.isWorking(day) && isLost(day)
            if isLost { reasons.insert(.lostToPause, at: 0) }
            add(day, counts: calendar.isWorking(day) && !isLost, nil, reasons)
        }
    }

    mutating func backward(from event: LocalMoment, to last: Int) {
        let eventDay = event.day
        add(eventDay, counts: false, nil, [.eventDay] + calendar.reasons(for: eventDay))
        for number in stride(from: event.dayNumber - 1, through: last, by: -1) {
            let day = CivilDay(since1970: number)
            let isBeyond = period.backwardStyle == .clear && number == last
            let reasons = calendar.reasons(for: day)
            add(
                day, counts: calendar.isWorking(day) && !isBeyond, nil,
                isBeyond ? [.beyondClearDays] + reasons : reasons)
        }
    }

    /// Working time, from the moment itself.
    mutating func time(from start: LocalMoment, through last: Int) {
        guard start.dayNumber <= last else { return }
        for number in start.dayNumber...last {
            let day = CivilDay(since1970: number)
            let free = spans(of: day).map { max($0.lowerBound, start)..<max($0.upperBound, start) }
            let all = free.reduce(0) { $0 + $1.length }
            let running = free.reduce(0) { $0 + runningTime(in: $1) }
            addTime(day, running, isPaused: running < all)
        }
    }

    /// Working time backwards until the moment that was found.
    mutating func timeBackward(from event: LocalMoment, to last: LocalMoment) {
        for number in stride(from: event.dayNumber, through: last.dayNumber, by: -1) {
            let day = CivilDay(since1970: number)
            let time = spans(of: day).reduce(0) { sum, span in
                sum + max(0, min(span.upperBound, event).milliseconds - max(span.lowerBound, last).milliseconds)
            }
            addTime(day, time, isPaused: false)
        }
    }

    mutating func date(from start: LocalMoment, sign: Int, to last: Int) throws(OutOfCalendar) {
        let plain = period.with { $0.roll = .none }
        let target = try calendar.dueByDate(plain, from: start, sign: sign).day.since1970
        add(CivilDay(since1970: target), counts: target == last, nil, [.endByDate] + reasons(target))
        guard target != last else { return }
        let step = last > target ? 1 : -1
        for number in stride(from: target + step, through: last, by: step) {
            add(
                CivilDay(since1970: number), counts: number == last, nil,
                (number == last ? [.rolledTo] : []) + reasons(number))
        }
    }

    private func reasons(_ day: Int) -> [Explanation.Reason] { calendar.reasons(for: CivilDay(since1970: day)) }

    private mutating func addTime(_ day: CivilDay, _ milliseconds: Int, isPaused: Bool) {
        var reasons = calendar.reasons(for: day)
        if isPaused { reasons.insert(milliseconds == 0 ? .lostToPause : .partlyPaused, at: 0) }
        // The last day holds only what was left of the period.
        let rest = max(0, budget - used)
        let seconds = min(milliseconds, rest) / 1000
        used += min(milliseconds, rest)
        add(day, counts: seconds > 0, seconds, reasons)
    }

    private mutating func add(_ day: CivilDay, counts: Bool, _ seconds: Int?, _ reasons: [Explanation.Reason]) {
        if counts { number += 1 }
        steps.append(Explanation.Step(day: day, number: counts ? number : nil, seconds: seconds, reasons: reasons))
    }
}

extension ExplanationWalk {
    private func spans(of day: CivilDay) -> [Range<LocalMoment>] {
        guard calendar.isWorking(day) else { return [] }
        return calendar.windows(on: day).all.map {
            LocalMoment(
                day: day.since1970, millisecond: $0.opens * 1000)..<LocalMoment(
                    day: day.since1970, millisecond: $0.closes * 1000)
        }
    }

    /// The working time of as many working days as the period has.
    private func workingTime(ofDaysFrom first: Int) -> Int {
        var left = period.amount
        var time = 0
        for number in first..<max(first, calendar.sums.days.firstDay + calendar.sums.days.dayCount) where left > 0 {
            let length = spans(of: CivilDay(since1970: number)).reduce(0) { $0 + $1.length }
            time += length
            left -= length > 0 ? 1 : 0
        }
        return time
    }

    private func runningTime(in span: Range<LocalMoment>) -> Int {
        timeline.reduce(span.length) { left, pause in
            left - max(0, min(pause.to, span.upperBound).milliseconds - max(pause.from, span.lowerBound).milliseconds)
        }
    }

    private func isLost(_ day: CivilDay) -> Bool {
        let spans = spans(of: day)
        switch period.pauseRule {
        case .cutoff:
            let close = calendar.windows(on: day).closes * 1000
            let end = LocalMoment(
                day: day.since1970, millisecond: period.endMode == .close ? close : LocalMoment.dayLength)
            return timeline.contains { $0.from < end && end <= $0.to }
        case .full: return spans.allSatisfy { runningTime(in: $0) == 0 }
        case .touched: return spans.contains { runningTime(in: $0) < $0.length }
        case .minutes: return false
        }
    }
}

extension Range<LocalMoment> {
    fileprivate var length: Int { upperBound.milliseconds - lowerBound.milliseconds }
}

extension PauseTimeline {
    var isEmpty: Bool { !contains { _ in true } }
}
