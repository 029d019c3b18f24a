import Contracts
import Sealing

/// One month's part of the column in the platform's bulletin (工作简报): handling quality, close rate, satisfaction rate and
/// attendance (rule CZ-15).
///
/// It counts what happened in the month and how it stood when the month ended: what comes later belongs to a later month,
/// so a month that is over gives the same figures whenever it is asked for.
public struct MonthColumn: Codable, Equatable, Sendable {
    /// 办理质量, of the month's answers.
    public struct Quality: Codable, Equatable, Sendable {
        /// Lead work orders that were answered: what the others are read against.
        public var answered = 0
        /// Rounds of handling again (二次留单) that were ordered.
        public var reworkOrdered = 0
        /// Texts that do not agree, found in the month.
        public var inconsistencies = 0
        /// Callbacks in which the handling was called irregular.
        public var irregular = 0
        /// Deadlines of citizens' matters that were missed, and stood as missed at the month's end.
        public var missed = 0

        public init() {}
    }

    /// 办结率: of what had to be closed by the month's end, or was closed, how much was.
    public struct Closing: Codable, Equatable, Sendable {
        /// Lead work orders that went out in the month, for comparison.
        public let dispatched: Int
        public let closed: Int
        /// Open at the month's end, with the time for closing over.
        public let overdue: Int
        /// `closed / (closed + overdue)`; nil where nothing had to be closed.
        public let share: Double?
    }

    /// 上线直播情况: who was in the studio by the time that the rules name.
    public struct Attendance: Codable, Equatable, Sendable {
        public let inTime: Int
        /// Came later, or nothing was noted.
        public let late: Int
        /// `inTime / (inTime + late)`.
        public let share: Double
    }

    /// `2020-05`, in the district's own zone.
    public let month: Month
    /// False while the month runs: its figures still grow.
    public let isOver: Bool
    public var quality = Quality()
    public var closing = Closing(dispatched: 0, closed: 0, overdue: 0)
    /// 满意率, over the callbacks that ended in the month; who was waived or not reached is in no denominator (X13).
    public var satisfaction = SeasonLedger.Satisfaction(SeasonLedger.Callbacks(), scores: 0, total: 0)
    public var unreachable = 0
    /// By reason.
    public var waived: [String: Int] = [:]
    /// Nil where there are no facts to reckon it from.
    public var attendance: Attendance?
    /// Why there is no attendance: `noClock`, the district's rules name no time to be there; `noShow`, nobody was due.
    public var noAttendance: String?

    init(month: Month, isOver: Bool) {
        self.month = month
        self.isOver = isOver
    }
}

extension MonthColumn.Closing {
    init(dispatched: Int, closed: Int, overdue: Int) {
        let all = closed + overdue
        (self.dispatched, self.closed, self.overdue) = (dispatched, closed, overdue)
        share = all == 0 ? nil : Double(closed) / Double(all)
    }
}

extension MonthColumn.Attendance {
    /// - Returns: nil where nobody was due.
    init?(inTime: Int, late: Int) {
        let all = inTime + late
        guard all > 0 else { return nil }
        (self.inTime, self.late, share) = (inTime, late, Double(inTime) / Double(all))
    }
}
