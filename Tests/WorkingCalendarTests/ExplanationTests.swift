import Contracts
import Testing
import WorkingCalendar

@Suite struct ExplanationTests {
    private func calendar(_ overlay: LocalOverlay = .none) throws -> WorkingCalendar {
        WorkingCalendar(table: try TestTables.table(), overlay: overlay)
    }

    @Test func eachDayHasItsNumberAndItsReason() throws {
        let found = try calendar().explanation(after: local("2020-04-29T10:00"), period: Period(3, .workingDays))
        #expect(found.steps.first?.reasons == [.startingDay, .ordinaryWorkingDay])
        #expect(found.steps.map(\.number) == [nil, 1, nil, nil, nil, nil, nil, 2, 3])
        let step = try #require(found.steps.first { $0.day.description == "2020-05-04" })
        #expect(step.reasons == [.holiday("劳动节")])
        let saturday = try #require(found.steps.first { $0.day.description == "2020-05-02" })
        #expect(saturday.reasons == [.weekend])
    }

    @Test func aMakeUpDayAndAProvisionalYearAreNamed() throws {
        let found = try calendar().explanation(after: local("2020-05-14T10:00"), period: Period(30, .workingDays))
        #expect(found.steps.last?.reasons == [.makeUpWorkingDay("端午节")])
        #expect(found.steps.last?.number == 30)
        let later = try calendar().explanation(after: local("2026-12-31T10:00"), period: Period(1, .workingDays))
        #expect(later.steps.last?.reasons == [.ordinaryWorkingDay, .assumed(year: 2027)])
        #expect(later.text(.english).contains("Provisional"))
        #expect(later.text(.chinese).contains("暂定"))
    }

    @Test func theTextSaysItInBothLanguages() throws {
        let found = try calendar().explanation(after: local("2020-05-14T10:00"), period: Period(30, .workingDays))
        let english = found.text(.english)
        #expect(english.hasPrefix("Due: 2020-06-28 17:30 (Sun), calendar cn-2026.1\n30 working days after"))
        #expect(english.contains("\n   -  2020-05-14 Thu  starting day, not counted"))
        #expect(english.contains("\n  30  2020-06-28 Sun  make-up working day (端午节)"))
        #expect(english.contains("\n   -  2020-06-25 Thu  holiday (端午节)"))
        let chinese = found.text(.chinese)
        #expect(chinese.hasPrefix("到期：2020-06-28 17:30（周日），历表 cn-2026.1\n自 2020-05-14 10:00 起 30 个工作日"))
        #expect(chinese.contains("30  2020-06-28 周日  调休上班（端午节）"))
    }

    @Test func midnightIsWrittenAsTheDaysOwn() throws {
        let found = try calendar().explanation(after: local("2020-05-14T10:00"), period: .sameDay)
        #expect(found.text(.english).hasPrefix("Due: 2020-05-14 24:00 (Thu)"))
    }

    @Test func pausesShiftAndLocalDaysAreNamed() throws {
        let overlay = LocalOverlay(version: "l", days: [try day("2020-11-06"): .off("台风")])
        let period = try Period(3, .workingDays).with { $0.startRule = .shift }
        let pause = Pause(from: try local("2020-11-04T17:00"), to: try local("2020-11-05T10:00"))
        let found = try calendar(overlay).explanation(
            after: local("2020-11-01T10:00"), period: period, pauses: [pause])
        #expect(
            found.steps.map { $0.reasons[0] } == [
                .beforeReceipt, .receipt, .ordinaryWorkingDay, .lostToPause, .ordinaryWorkingDay, .localDayOff("台风"),
                .weekend, .weekend, .ordinaryWorkingDay,
            ])
        #expect(found.due?.day == (try day("2020-11-09")))
    }

    @Test func hoursAreExplainedBySecondsOfEachDay() throws {
        let found = try calendar().explanation(after: local("2020-11-03T17:00"), period: Period(1, .workingHours))
        #expect(found.steps.map(\.seconds) == [1800, 1800])
        #expect(found.text(.english).contains("30 min, working day"))
    }

    @Test func backwardsTheEventsDayComesFirst() throws {
        let found = try calendar().explanation(before: local("2020-04-09T09:00"), period: Period(3, .workingDays))
        #expect(found.steps.first?.reasons.first == .eventDay)
        #expect(found.steps.map(\.number) == [nil, 1, 2, nil, nil, nil, 3])
    }

    @Test func aRollIsExplained() throws {
        let period = try Period(1, .months).with {
            $0.roll = .forward
            $0.endMode = .midnight
        }
        let found = try calendar().explanation(after: local("2020-01-31T10:00"), period: period)
        #expect(found.steps.map { $0.reasons[0] } == [.endByDate, .weekend, .rolledTo])
        #expect(found.due?.day == (try day("2020-03-02")))
    }

    @Test func aClockThatIsPausedForGoodHasNoDueTime() throws {
        let pause = Pause(from: try local("2020-11-04T17:00"), to: nil)
        let found = try calendar().explanation(
            after: local("2020-11-02T10:00"), period: Period(5, .workingDays), pauses: [pause])
        #expect(found.due == nil && found.steps.last?.reasons.first == .lostToPause)
        #expect(found.text(.chinese).hasPrefix("计时暂停中"))
    }
}
