import Contracts
import WorkingCalendar

/// SplitMix64: small, and the same on each machine, so that a failing seed can be run again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Calendars, starts and pauses such as no district has, to find where the sums are wrong.
struct RandomCalendars {
    var random: SeededGenerator

    init(seed: Int) { random = SeededGenerator(state: UInt64(seed)) }

    mutating func windows() throws -> DailyWindows {
        let choices = [
            "09:00-12:00|13:30-17:30", "08:30-12:00|14:00-17:30", "09:00-17:00", "00:00-24:00", "23:00-24:00",
            "00:00-00:01", "08:00-09:00|10:00-11:00|12:00-13:00|18:00-23:59:59",
        ]
        return try DailyWindows(choices[Int.random(in: 0..<choices.count, using: &random)])
    }

    mutating func day() -> CivilDay {
        CivilDay(since1970: Int.random(in: 16_801...18_260, using: &random))
    }

    mutating func calendar() throws -> WorkingCalendar {
        var exceptions: [CivilDay: CalendarTable.ExceptionalDay] = [:]
        for _ in 0..<Int.random(in: 0...200, using: &random) {
            exceptions[day()] = .init(isWorking: Bool.random(using: &random), name: "节")
        }
        var own: [CivilDay: LocalOverlay.LocalDay] = [:]
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            own[day()] = .init(
                works: [true, false, nil][Int.random(in: 0...2, using: &random)],
                windows: Bool.random(using: &random) ? try windows() : nil, name: "本地")
        }
        var seasons: [WorkingHours.Season] = []
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            let from = day()
            seasons.append(
                .init(
                    windows: try windows(), from: from,
                    through: from.advanced(by: Int.random(in: 0...90, using: &random))))
        }
        let hours = WorkingHours(usual: try windows(), seasons: seasons)
        return WorkingCalendar(
            table: CalendarTable(version: "t", publishedYears: 2016...2019, exceptions: exceptions),
            overlay: LocalOverlay(version: "l", days: own), hours: hours, mode: .strict)
    }

    mutating func instant(near: CivilDay? = nil) -> Instant {
        let day = near?.advanced(by: Int.random(in: -5...40, using: &random)) ?? day()
        let second =
            Int.random(in: 0...1, using: &random) == 0
            ? [0, 60, 32_400, 43_200, 48_600, 63_000, 86_399][Int.random(in: 0...6, using: &random)]
            : Int.random(in: 0..<86_400, using: &random)
        return ZoneOffset.china.instant(on: day, second: second)
    }

    mutating func pauses(near day: CivilDay) -> [Pause] {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let from = instant(near: day)
            guard Int.random(in: 0...9, using: &random) > 0 else { return Pause(from: from, to: nil) }
            guard Bool.random(using: &random) else { return Pause(from: from, to: instant(near: day)) }
            return Pause(from: from, to: from.advanced(bySeconds: Int64.random(in: -60...400_000, using: &random)))
        }
    }

    mutating func period() throws -> Period {
        let unit = [Period.Unit.workingDays, .workingDays, .workingHours, .workingMinutes][
            Int.random(in: 0...3, using: &random)]
        let random = Int.random(in: 1...60, using: &self.random)
        let rules = Int.random(in: 0..<24, using: &self.random)
        return try Period(random, unit).with {
            $0.startRule = Period.StartRule.allCases[rules % 3]
            $0.endMode = Period.EndMode.allCases[rules / 3 % 2]
            $0.pauseRule = Period.PauseRule.allCases[rules / 6]
        }
    }
}
