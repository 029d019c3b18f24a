import Contracts

@testable import WorkingCalendar

/// A slow, obviously right reckoning: day by day, minute windows by minute windows. What the sums must equal.
struct NaiveCalendar {
    enum Answer: Equatable {
        case at(LocalMoment, day: Int)
        case paused
        case out
    }

    let calendar: WorkingCalendar
    let pauses: [Pause]

    private var last: Int { calendar.sums.days.firstDay + calendar.sums.days.dayCount }

    private func works(_ day: Int) -> Bool { calendar.isWorking(CivilDay(since1970: day)) }

    private func spans(_ day: Int) -> [(from: Int, to: Int)] {
        calendar.windows(on: CivilDay(since1970: day)).all.map {
            (day * 86_400_000 + $0.opens * 1000, day * 86_400_000 + $0.closes * 1000)
        }
    }

    /// Pauses that are longer than nothing.
    private var stops: [(from: Int, to: Int)] {
        pauses.map { pause in
            (
                calendar.zone.local(pause.from).milliseconds,
                pause.to.map { calendar.zone.local($0).milliseconds } ?? Int.max
            )
        }
        .filter { $0.0 < $0.1 }
    }

    /// Pieces of a span in which no pause runs.
    private func running(_ span: (from: Int, to: Int)) -> [(from: Int, to: Int)] {
        stops.reduce([span]) { pieces, stop in
            pieces.flatMap { piece in
                [(piece.from, min(piece.to, stop.from)), (max(piece.from, stop.to), piece.to)].filter { $0.0 < $0.1 }
                    .map { (from: $0.0, to: $0.1) }
            }
        }
        .sorted { $0.from < $1.from }
    }

    private func stands(from day: Int) -> Bool { stops.contains { $0.to == .max && $0.from <= day * 86_400_000 } }

    func time(_ budget: Int, from start: LocalMoment) -> Answer {
        var left = budget
        for day in start.dayNumber..<last {
            if stands(from: day) { return .paused }
            for span in works(day) ? spans(day) : [] where span.to > start.milliseconds {
                for piece in running((max(span.from, start.milliseconds), span.to)) {
                    if piece.to - piece.from >= left {
                        return .at(LocalMoment(milliseconds: piece.from + left), day: day)
                    }
                    left -= piece.to - piece.from
                }
            }
        }
        return .out
    }

    func days(_ period: Period, from start: LocalMoment) -> Answer {
        var first = start.dayNumber
        if period.startRule == .shift {
            var moment = start.milliseconds
            while first < last, !works(first) || moment >= (spans(first).last?.to ?? 0) {
                first += 1
                moment = first * 86_400_000
            }
        }
        if period.startRule != .include { first += 1 }
        if period.pauseRule == .minutes { return minutes(period, first) }
        var left = period.amount
        for day in first..<max(first, last) {
            if works(day), counts(day, period) {
                left -= 1
                if left == 0 { return .at(end(day, period), day: day) }
            }
            if stands(from: day) { return .paused }
        }
        return .out
    }

    private func end(_ day: Int, _ period: Period) -> LocalMoment {
        let close = spans(day).last?.to ?? 0
        return LocalMoment(milliseconds: period.endMode == .close ? close : (day + 1) * 86_400_000)
    }

    private func minutes(_ period: Period, _ first: Int) -> Answer {
        let working = (first..<max(first, last)).lazy.filter(works).prefix(period.amount)
        guard working.count == period.amount else { return .out }
        let budget = working.reduce(0) { sum, day in sum + spans(day).reduce(0) { $0 + $1.to - $1.from } }
        let answer = time(budget, from: LocalMoment(day: first, millisecond: 0))
        guard case .at(_, let day) = answer, period.endMode == .midnight else { return answer }
        return .at(end(day, period), day: day)
    }

    private func counts(_ day: Int, _ period: Period) -> Bool {
        switch period.pauseRule {
        case .cutoff:
            let end = end(day, period).milliseconds
            return stops.allSatisfy { !($0.from < end && end <= $0.to) }
        case .full: return spans(day).contains { !running($0).isEmpty }
        case .touched:
            return spans(day).allSatisfy { span in
                running(span).reduce(0) { $0 + $1.to - $1.from } == span.to - span.from
            }
        case .minutes: return true
        }
    }
}
