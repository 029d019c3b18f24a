import Contracts

/// One question to the calendar with its expected answer, as a line of a case file.
public struct CalendarCase: Hashable, Sendable, CustomStringConvertible {
    /// The question.
    public enum Question: Hashable, Sendable {
        case after(Instant, Period)
        case before(Instant, Period)
        case workingSeconds(Instant, Instant)
        case workingDays(Instant, Instant)
        /// An amount that is no period: the calendar refuses it.
        case refused
    }

    /// What a calendar answers, in the words of a case file.
    public enum Answer: Hashable, Sendable, CustomStringConvertible {
        /// A local day and the instant in the district's zone.
        case due(day: String, at: String)
        case count(Int)
        /// The clock stands still for good before the period is over.
        case paused
        case outOfCalendar
        /// An amount below 1, or beyond any calendar.
        case refused

        public var description: String {
            switch self {
            case .due(let day, let at): "\(day) \(at)"
            case .count(let count): "\(count)"
            case .paused: "PAUSED"
            case .outOfCalendar: "OUT_OF_CALENDAR"
            case .refused: "REFUSED"
            }
        }
    }

    public let id: String
    /// The line of the file, counted from 1.
    public let line: Int
    public let windows: DailyWindows
    public let pauses: [Pause]
    public let question: Question
    public let expected: Answer

    public var description: String { id }

    /// The answer of `calendar`, whose hours should be the case's windows.
    public func answer(of calendar: WorkingCalendar) -> Answer {
        do throws(OutOfCalendar) {
            switch question {
            case .after(let start, let period):
                guard let due = try calendar.due(after: start, period: period, pauses: pauses) else { return .paused }
                return .due(day: due.day.description, at: calendar.zone.text(due.at))
            case .before(let event, let period):
                let due = try calendar.due(before: event, period: period)
                return .due(day: due.day.description, at: calendar.zone.text(due.at))
            case .workingSeconds(let start, let end):
                return .count(try calendar.workingSeconds(from: start, to: end, pauses: pauses))
            case .workingDays(let start, let end):
                return .count(try calendar.workingDays(from: start, to: end))
            case .refused: return .refused
            }
        } catch {
            return .outOfCalendar
        }
    }
}
