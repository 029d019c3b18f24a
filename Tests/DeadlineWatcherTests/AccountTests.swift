import Contracts
import DeadlineWatcherService
import Foundation
import TestSupport
import Testing
import WorkingCalendar

@Suite("A deadline explains itself")
struct AccountTests {
    private func words(_ watcher: WatcherFixture, _ tale: Tale, _ clock: String) async throws -> [String: Any] {
        let answer = try await watcher.send(.get, "/v1/districts/\(tale.district)/cases/\(tale.id)/deadlines")
        let deadline = answer.objects("deadlines").first { $0["clock"] as? String == clock }
        return try #require(deadline?["explanation"] as? [String: Any])
    }

    private func waiting() async throws -> (WatcherFixture, Tale) {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30", .consultation)
        try await tale.dispatched("2020-05-14T10:10", .consultation, registered: "2020-05-14T09:30")
        try await tale.hear(
            ClockPaused(case: tale.id, workOrder: tale.order, unit: tale.unit, reason: "waitingForCitizen"),
            "2020-05-15T10:00")
        try await tale.hear(
            ClockResumed(case: tale.id, workOrder: tale.order, unit: tale.unit), "2020-05-18T10:00")
        return (watcher, tale)
    }

    @Test("CZ-56: rule, clause, start, versions, pause, why it moved, each day, and the contradiction's branch")
    func everything() async throws {
        let (watcher, tale) = try await waiting()
        let words = try await words(watcher, tale, "answer")
        let english = try #require(words["en"] as? String)
        for line in [
            "Answer (answer): rule CZ-56, 手册二(二)2; owed by xinbei; running",
            "Rule pack changzhou-2020.1, calendar cn-2026.1", "Started: 2020-05-14 10:10",
            "Due: 2020-05-20 17:30; first set 2020-05-19 17:30",
            "Moved 2020-05-18 10:00: 2020-05-19 17:30 → 2020-05-20 17:30, because of the pause ended",
            "Goes by: the written period, day by day below", "Paused: 2020-05-15 10:00 to 2020-05-18 10:00",
            "Contradiction X07 3 working days for enquiries and suggestions, 30 for \"all\" matters: settled by this clock "
                + "of the rule pack",
        ] { #expect(english.split(separator: "\n").contains { $0 == line }, "\(line)\n\(english)") }
        #expect(english.contains("2020-05-15 Fri  paused, not counted, working day"))
        #expect(english.contains("2020-05-16 Sat  weekend"))
        let chinese = try #require(words["zh"] as? String)
        for line in [
            "答复（answer）：规则 CZ-56，手册二(二)2；责任方 xinbei；计时中", "规则包 changzhou-2020.1，历表 cn-2026.1",
            "暂停：2020-05-15 10:00 至 2020-05-18 10:00",
            "2020-05-18 10:00 变更：2020-05-19 17:30 → 2020-05-20 17:30，因为恢复计时",
        ] { #expect(chinese.split(separator: "\n").contains { $0 == line }, "\(line)\n\(chinese)") }
        #expect((words["skipped"] as? [String])?.contains("2020-05-15") == true)
        #expect((words["pauses"] as? [[String: String]])?.first?["to"] == "2020-05-18T02:00:00Z")
        #expect((words["moves"] as? [[String: String]])?.map { $0["cause"] } == ["resume"])
    }

    @Test("CZ-58: the policy that decided is named with its value")
    func policy() async throws {
        let (watcher, tale) = try await waiting()
        try await tale.hear(tale.answered, "2020-05-19T10:00")
        let words = try await words(watcher, tale, "callback")
        let branches = try #require(words["branches"] as? [[String: Any]])
        #expect(branches.compactMap { $0["contradiction"] as? String } == ["X13", "X31"])
        #expect(branches.last?["policies"] as? [String: String] == ["promptly.workingDays": "1"])
        #expect(branches.compactMap { $0["isLaw"] as? Bool } == [true, false])
        for (name, line) in [
            ("en", "\"promptly\" without a number: promptly.workingDays = 1 (policy, not law)"),
            ("zh", "“及时”没有数字：promptly.workingDays = 1（政策，并非文件规定）"),
            ("en", "called back: callback.isWaivedForAnonymous = true\n"),
        ] { #expect((words[name] as? String)?.contains(line) == true, "\(line)\n\(words[name] ?? "")") }
    }

    @Test(
        "X24, X25, X30, X32: what sections and ladders of the pack decide stands on the deadline",
        arguments: [
            (
                "doumen", "complaint", false, "X24",
                "overdue: filed with the supervisor, and supervision proposed: ladders.overdue = OverdueFiled, "
                    + "SupervisionProposed"
            ),
            (
                "doumen", "complaint", false, "X25",
                "the forms have an extension, no rule allows one: extension.approver = operator, extension.atMost = 1, "
                    + "extension.isAllowed = true, extension.needsReason = true"
            ),
            ("changzhou", "answer", false, "X25", "no rule allows one: extension.isAllowed = false"),
            (
                "doumen", "transfer", true, "X30",
                "the first unit coordinates, or hands the matter on: transfer.foreignMatter = transfer"
            ),
            (
                "changzhou", "close", false, "X32",
                "accountability is a matter of judgement: sanctions.decision = proposedToNamedPerson"
            ),
        ])
    func branches(district: String, clock: String, isForeign: Bool, number: String, text: String) async throws {
        let start = district == "doumen" ? "2016-06-08T09:00" : "2020-05-14T10:10"
        let watcher = try await WatcherFixture.district(district, start)
        let tale = district == "doumen" ? Tale.doumen(watcher) : .changzhou(watcher)
        let category = district == "doumen" ? AppealCategory.complaint : .consultation
        try await tale.dispatched(start, category, registered: start, isForeign: isForeign)
        let words = try await words(watcher, tale, clock)
        let told = try #require(words["en"] as? String).split(separator: "\n")
        #expect(told.contains { $0.hasPrefix("Contradiction \(number) ") && $0.hasSuffix(text) }, "\(told)")
    }

    @Test(
        "X31: a limit that no document names is told as policy, in both languages and as data",
        arguments: [("changzhou", "assist", true), ("doumen", "assist", true), ("doumen", "complaint", false)])
    func districtsPolicy(district: String, clock: String, isPolicy: Bool) async throws {
        let start = district == "doumen" ? "2016-06-08T09:00" : "2020-05-14T10:10"
        let watcher = try await WatcherFixture.district(district, start)
        let tale = district == "doumen" ? Tale.doumen(watcher) : .changzhou(watcher)
        try await tale.dispatched(start, registered: start, basis: clock == "assist" ? .joint : .onAir)
        let words = try await words(watcher, tale, clock)
        #expect(words["isPolicy"] as? Bool == isPolicy)
        for (name, line) in [("en", "the district's policy, not law"), ("zh", "由本地区规则包自定（政策，并非文件规定）")] {
            #expect((words[name] as? String)?.contains(line) == isPolicy, "\(words[name] ?? "")")
        }
    }

    @Test("DM-48 X25: an extended deadline says so, also where a pause has moved the granted day")
    func extended() async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45")
        try await tale.dispatched("2016-06-07T18:40", registered: "2016-06-07T17:45")
        try await tale.hear(
            ExtensionGranted(
                case: tale.id, workOrder: tale.order, unit: tale.unit, clock: ClockName("complaint"),
                due: at("2016-06-24T17:30"), originalDue: at("2016-06-15T17:30"), approver: "operator"),
            "2016-06-13T10:00")
        try await tale.hear(
            ClockPaused(case: tale.id, workOrder: tale.order, unit: tale.unit, reason: "waitingForCitizen"),
            "2016-06-16T10:00")
        try await tale.hear(
            ClockResumed(case: tale.id, workOrder: tale.order, unit: tale.unit), "2016-06-27T10:00")
        let english = try #require(try await words(watcher, tale, "complaint")["en"] as? String)
        for line in [
            "Due: 2016-07-05 17:30; first set 2016-06-15 17:30", "Goes by: an extension was granted",
            "Paused: 2016-06-16 10:00 to 2016-06-27 10:00", "The written period by itself:",
        ] { #expect(english.split(separator: "\n").contains { $0 == line }, "\(line)\n\(english)") }
    }

    @Test("CZ-41: a promise goes by the day that it named, or by the clock that it must not outlast")
    func promise() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        for (day, told) in [
            ("2020-05-17T00:00", "Goes by: the day that a promise or notice names; no calendar counts"),
            ("2020-07-01T00:00", "Goes by: no later than the clock answer"),
        ] {
            let tale = Tale.changzhou(watcher)
            try await tale.registered("2020-05-14T09:30", .consultation, onAir: .promised)
            try await tale.hear(tale.promised(day), "2020-05-14T09:30")
            try await tale.dispatched("2020-05-14T10:10", .consultation, registered: "2020-05-14T09:30")
            let words = try await words(watcher, tale, "promise")
            #expect((words["en"] as? String)?.contains(told) == true, "\(words)")
        }
    }

    @Test func theDeskGivesTheRoutesTextForANumberOrAnID() async throws {
        let (watcher, tale) = try await waiting()
        let answer = try await watcher.send(.get, "/v1/districts/changzhou/cases/\(tale.id)/deadlines")
        for (language, name) in [(Language.chinese, "zh"), (.english, "en")] {
            let told = answer.objects("deadlines").compactMap {
                ($0["explanation"] as? [String: Any])?[name] as? String
            }
            #expect(told.count == 5)
            for called in [tale.id.rawValue, tale.id.rawValue.uppercased(), "N-1"] {
                let texts = try await watcher.store.read(in: DistrictID("changzhou")) { transaction in
                    try DeadlineDesk().explanations(of: called, in: DistrictID("changzhou"), language, transaction)
                }
                #expect(texts == told)
            }
        }
        for (called, district) in [("N-2", "changzhou"), ("N-1", "doumen")] {
            let texts = try await watcher.store.read(in: DistrictID(district)) { transaction in
                try DeadlineDesk().explanations(of: called, in: DistrictID(district), .english, transaction)
            }
            #expect(texts == nil)
        }
    }
}
