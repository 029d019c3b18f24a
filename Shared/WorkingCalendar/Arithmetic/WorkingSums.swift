import Contracts

/// The sums that make a calendar's arithmetic constant-time: working days and working time before each day.
///
/// A class, so that passing a calendar on costs one reference, whatever it holds. Immutable.
final class WorkingSums: Sendable {
    /// Working days and milliseconds before a moment, and where it lies.
    struct Place {
        let offset: Int
        let rank: Int
        let season: Int
        let worked: Int
    }

    /// A moment and the day that it ends or lies in: 24:00 belongs to the day before.
    struct End {
        let moment: LocalMoment
        let day: Int
    }

    let years: ClosedRange<Int>
    let days: DayBitmap
    let seasons: [HoursSeason]
    let totalTime: Int

    init(years: ClosedRange<Int>, works: (CivilDay) -> Bool, windows: (CivilDay) -> DailyWindows) {
        let first = CivilDay.firstDay(of: years.lowerBound)
        let count = CivilDay.firstDay(of: years.upperBound + 1).since1970 - first.since1970
        var seasons: [HoursSeason] = []
        var seasonOf: [Int] = []
        var rank = 0
        var time = 0
        var current: DailyWindows?
        for offset in 0..<count {
            let day = first.advanced(by: offset)
            let daily = windows(day)
            if daily != current {
                seasons.append(HoursSeason(firstDay: offset, rank: rank, before: time, windows: daily))
                current = daily
            }
            seasonOf.append(seasons.count - 1)
            if works(day) {
                rank += 1
                time += daily.seconds * 1000
            }
        }
        self.years = years
        self.seasons = seasons
        totalTime = time
        days = DayBitmap(
            firstDay: first.since1970, dayCount: count, works: { works(CivilDay(since1970: $0)) },
            season: { seasonOf[min($0 - first.since1970, count - 1)] })
    }

    var outside: OutOfCalendar { OutOfCalendar(years: years) }

    /// The offset of a day.
    func offset(_ day: Int) throws(OutOfCalendar) -> Int {
        let offset = day - days.firstDay
        guard offset >= 0, offset < days.dayCount else { throw outside }
        return offset
    }

    /// Working days before a day; the day after the last is allowed.
    func rank(before day: Int) throws(OutOfCalendar) -> Int {
        let offset = day - days.firstDay
        guard offset >= 0, offset <= days.dayCount else { throw outside }
        return days.rank(offset)
    }

    /// The day of a rank.
    func day(at rank: Int) throws(OutOfCalendar) -> Int {
        guard rank >= 0, rank < days.total else { throw outside }
        return days.firstDay + days.offset(at: rank)
    }

    func season(at offset: Int) -> Int {
        var index = Int(days.blocks[offset >> 6].season)
        while index + 1 < seasons.count, seasons[index + 1].firstDay <= offset { index += 1 }
        return index
    }

    /// Working time before `moment`, in milliseconds.
    func place(_ moment: LocalMoment) throws(OutOfCalendar) -> Place {
        let day = moment.dayNumber
        let offset = try offset(day)
        let rank = days.rank(offset)
        let index = season(at: offset)
        let season = seasons[index]
        var worked = season.before + (rank - season.rank) * season.dayLength
        if days.works(offset) { worked += season.worked(before: moment.milliseconds - day * LocalMoment.dayLength) }
        return Place(offset: offset, rank: rank, season: index, worked: worked)
    }

    /// The earliest moment at which `worked` milliseconds have been worked since the calendar's beginning.
    ///
    /// - Parameter hint: a season not after that moment.
    func earliest(_ worked: Int, hint: Int = 0) throws(OutOfCalendar) -> End {
        guard worked > 0, worked <= totalTime else { throw outside }
        var index = hint
        while index + 1 < seasons.count, seasons[index + 1].before < worked { index += 1 }
        let season = seasons[index]
        let (whole, rest) = (worked - season.before - 1).quotientAndRemainder(dividingBy: season.dayLength)
        let day = try day(at: season.rank + whole)
        return End(moment: LocalMoment(day: day, millisecond: season.earliest(rest + 1)), day: day)
    }

    /// The latest moment at which no more than `worked` milliseconds have been worked.
    func latest(_ worked: Int) throws(OutOfCalendar) -> LocalMoment {
        guard worked >= 0, worked < totalTime else { throw outside }
        var index = 0
        while index + 1 < seasons.count, seasons[index + 1].before <= worked { index += 1 }
        let season = seasons[index]
        let (whole, rest) = (worked - season.before).quotientAndRemainder(dividingBy: season.dayLength)
        return LocalMoment(day: try day(at: season.rank + whole), millisecond: season.latest(rest))
    }
}

extension CivilDay {
    /// 1 January.
    static func firstDay(of year: Int) -> CivilDay {
        CivilDay(year: year, month: 1, day: 1) ?? CivilDay(since1970: 0)
    }
}
