import Contracts
import WorkingCalendar

/// The days on which a show may lie. One of another year is a slip of the hand, and no calendar reckons what is owed for it.
public struct ShowDays: Sendable {
    /// No programme of the product is older; the oldest season that it knows is of 2016.
    public static let first = CivilDay(since1970: 10_957)  // 2000-01-01

    /// As far as any calendar answers: for a season that is read where it is not known what day it is.
    public static let all = ShowDays(last: CivilDay(since1970: 47_481))  // 2099-12-31

    /// Nobody plans or promises further ahead than two years, of which one may be a leap year.
    public static let mostAhead = 731

    let last: CivilDay

    private init(last: CivilDay) { self.last = last }

    /// As they are seen from `today`, a day of the district's zone.
    public init(from today: CivilDay) {
        self.init(last: min(today.advanced(by: Self.mostAhead), Self.all.last))
    }

    /// - Returns: why `day` is none of them, for whoever named it; nil when it is one.
    public func fault(of day: CivilDay) -> String? {
        if day < Self.first { return "lies before \(Self.first), when there was no show" }
        return day > last ? "lies after \(last), beyond what can be planned" : nil
    }
}
