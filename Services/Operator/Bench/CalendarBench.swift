import Contracts
import Foundation
import WorkingCalendar

/// Adds working days and working hours, each question to the next of 200 districts, no two alike.
enum CalendarBench {
    /// How much is asked; the figures to reach are for this size.
    struct Size {
        var districts = 200
        var questions = 100_000
    }

    private struct Question {
        let start: Instant
        let period: Period
    }

    static func report(runs: Int, machine: Machine, size: Size = Size()) throws -> BenchReport {
        let calendars = try calendars(size.districts)
        let asked = try asked(size.questions)
        var figures: [Double] = []
        var batches: [Double] = []
        _ = try once(calendars, asked, into: &batches)
        batches = []
        for _ in 0..<runs { figures.append(try once(calendars, asked, into: &batches)) }
        return BenchReport(
            bench: "calendar", unit: .nanoseconds, runs: Figures(figures),
            latencies: Latencies([Figures(batches.map { $0 / 1e6 })]),
            settings: [
                "\(size.districts) districts with own hours, summer hours and local days",
                "\(size.questions) questions a run",
                "half in working days (1 to 60), half in working hours (1 to 100)", "p50 and p99 over batches of 100",
            ], reach: 200, beyond: 50, machine: machine)
    }

    /// - Returns: nanoseconds per question.
    private static func once(
        _ calendars: [WorkingCalendar], _ asked: [Question], into batches: inout [Double]
    ) throws -> Double {
        var check: Int64 = 0
        let begin = ContinuousClock.now
        var mark = begin
        for start in stride(from: 0, to: asked.count, by: 100) {
            for index in start..<min(start + 100, asked.count) {
                let due = try calendars[index % calendars.count].due(
                    after: asked[index].start, period: asked[index].period)
                check &+= due.at.milliseconds
            }
            let now = ContinuousClock.now
            batches.append((now - mark).nanoseconds / 100)
            mark = now
        }
        let time = (mark - begin).nanoseconds
        // Uses the answers, so that no compiler can leave the questions out.
        guard check != 0 else { throw CommandFailure("the bench computed nothing") }
        return time / Double(asked.count)
    }

    private static func calendars(_ count: Int) throws -> [WorkingCalendar] {
        let table = try DistrictCalendars.table(nil)
        return try (0..<count).map { number in
            let opens = 8 * 3600 + number * 30
            let usual = try DailyWindows([
                .init(opens: opens, closes: 12 * 3600), .init(opens: 13 * 3600 + number * 10, closes: 17 * 3600 + 1800),
            ])
            let short = try DailyWindows([.init(opens: opens, closes: 12 * 3600 + number)])
            let seasons = (2015...2026).map { year in
                WorkingHours.Season(
                    windows: short, from: CivilDay(year: year, month: 7, day: 1 + number % 28),
                    through: CivilDay(year: year, month: 8, day: 31))
            }
            let local = CivilDay(since1970: 16_500 + number * 17)
            return WorkingCalendar(
                table: table, overlay: LocalOverlay(version: "\(number)", days: [local: .off("local")]),
                hours: WorkingHours(usual: usual, seasons: seasons), mode: .provisional)
        }
    }

    /// Starts of the years 2015 to 2025 in no order.
    private static func asked(_ count: Int) throws -> [Question] {
        var state: UInt64 = 20_200_514
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        return try (0..<count).map { number in
            let period =
                number % 2 == 0
                ? try Period(1 + next(60), .workingDays) : try Period(1 + next(100), .workingHours)
            return Question(start: Instant(seconds: 1_420_070_400 + Int64(next(347_000_000))), period: period)
        }
    }
}
