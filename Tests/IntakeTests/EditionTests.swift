import Contracts
import IntakeService
import Sealing
import TestSupport
import Testing

/// What goes to and comes from the programme team: the platform's list, the daily edition, answers in a later show.
@Suite struct EditionTests {
    private func raise(_ intake: IntakeFixture, _ text: String, channel: String, category: String = "complaint")
        async throws -> String
    {
        let body = #"{"text":"\#(text)","category":"\#(category)","channel":"\#(channel)","isAnonymous":true}"#
        let answer = try await intake.post("/appeals", body)
        #expect(answer.status == 201, "\(answer)")
        return answer["caseNumber"]
    }

    @Test("CZ-60: what 12345 took down on a day is listed for the programme team and sent once")
    func theListOfADay() async throws {
        let intake = try await IntakeFixture()
        let first = try await raise(intake, "路灯坏了", channel: "hotline12345")
        let report = try await raise(intake, "有人收受礼品", channel: "hotline12345", category: "report")
        _ = try await raise(intake, "网上提交的", channel: "web")
        let list = try await intake.get("/lists/2020-05-14", as: .programme)
        let appeals = list.objects("appeals")
        #expect(appeals.map { $0["caseNumber"] as? String } == [first, report])
        #expect(appeals.map { $0["text"] as? String } == ["路灯坏了", nil])
        #expect(try await intake.post("/lists/2020-05-14/send", "").object["sent"] as? Int == 2)
        #expect(try await intake.post("/lists/2020-05-14/send", "").object["sent"] as? Int == 0)
        let later = try await raise(intake, "又有一件", channel: "hotline12345")
        #expect(try await intake.post("/lists/2020-05-14/send", "").object["sent"] as? Int == 1)
        let told = try await intake.events(AppealListed.self).map(\.event)
        #expect(told.count == 3 && Set(told.map(\.case)).count == 3)
        #expect(told.allSatisfy { $0.day == CivilDay("2020-05-14") })
        let lists = try await intake.events(ListSent.self).map(\.event)
        #expect(lists.map { $0.caseNumbers.map(\.rawValue) } == [[first, report], [later]])
        let page = try await intake.get("/lists/2020-05-14").objects("appeals")
        #expect(page.last?["caseNumber"] as? String == later && page.allSatisfy { $0["listedAt"] != nil })
        #expect(try await intake.get("/lists/2020-05-13").objects("appeals").isEmpty)
        for day in ["2020-05-15", "2020-02-30", "gestern"] {
            #expect(try await intake.post("/lists/\(day)/send", "").faults == ["day"])
        }
        #expect(try await intake.post("/lists/2020-05-14/send", "", as: .programme).status == 403)
        #expect(try await intake.get("/lists/2020-05-14", as: .unit("xinbei")).status == 403)
    }

    private func plan(_ intake: IntakeFixture, _ day: String, _ body: String) async throws -> Answer {
        try await intake.send(.put, "\(IntakeFixture.changzhou)/editions/\(day)", text: body, as: .programme)
    }

    @Test("CZ-61: a daily edition is planned, and filed once with its items and their days")
    func theDailyEdition() async throws {
        let intake = try await IntakeFixture()
        let number = try await raise(intake, "路灯坏了", channel: "web")
        let airs = #"{"airsAt":"2020-05-18T22:20:00+08:00","unit":"xinbei"}"#
        for _ in 1...2 { #expect(try await plan(intake, "2020-05-18", airs).status == 200) }
        let other = #"{"airsAt":"2020-05-18T22:30:00+08:00","unit":"xinbei"}"#
        #expect(try await plan(intake, "2020-05-18", other).status == 409)
        #expect(try await plan(intake, "2020-05-19", airs).faults == ["airsAt"])
        let planned = try await intake.events(DutyPlanned.self).map(\.event)
        #expect(planned.map(\.duty) == ["dailyEdition"])
        #expect(planned.first?.broadcast == BroadcastID("daily-2020-05-18"))
        #expect(planned.first?.plannedFor == Instant(rfc3339: "2020-05-18T14:20:00Z"))
        let filing = #"{"items":[{"caseNumber":"\#(number)","airsOn":"2020-05-18"}],"outline":"一、路灯"}"#
        let unknown = #"{"items":[{"caseNumber":"CZ1","airsOn":"2020-05-18"}],"outline":"一"}"#
        func file(_ day: String, _ body: String) async throws -> Answer {
            try await intake.post("/editions/\(day)/filing", body, as: .programme)
        }
        #expect(try await file("2020-05-19", filing).status == 404)
        #expect(try await file("2020-05-18", unknown).faults == ["items[0].caseNumber"])
        #expect(try await file("2020-05-18", #"{"items":[]}"#).faults == ["outline"])
        #expect(try await intake.events(DutyDischarged.self).isEmpty)
        for _ in 1...2 { #expect(try await file("2020-05-18", filing).status == 200) }
        #expect(try await file("2020-05-18", #"{"items":[],"outline":"一、路灯"}"#).status == 409)
        #expect(try await intake.events(DutyDischarged.self).map(\.event.duty) == ["dailyEdition"])
        let kept = try await intake.get("/editions/2020-05-18")
        #expect(kept["outline"] == "一、路灯")
        #expect(kept.objects("items").first?["airsOn"] as? String == "2020-05-18")
        #expect(try await intake.post("/editions/2020-05-18/filing", filing, as: .operator).status == 403)
    }

    @Test(
        "CZ-61: an edition and its items lie where a show may lie",
        arguments: [
            "0001-01-01", "1950-05-18", "1999-12-31", "2022-05-16", "2202-05-18", "9999-12-30",
        ])
    func anAbsurdDayIsRefused(day: String) async throws {
        let intake = try await IntakeFixture()
        let far = try await plan(intake, day, #"{"airsAt":"\#(day)T22:20:00+08:00","unit":"xinbei"}"#)
        #expect((far.status, far.faults) == (400, ["airsAt"]), "\(far)")
        #expect(try await intake.events(DutyPlanned.self).isEmpty)
        #expect(try await intake.count("editions") == 0)
        let airs = #"{"airsAt":"2020-05-18T22:20:00+08:00","unit":"xinbei"}"#
        #expect(try await plan(intake, "2020-05-18", airs).status == 200)
        let number = try await raise(intake, "路灯坏了", channel: "web")
        let items = ["2020-05-18", day].map { #"{"caseNumber":"\#(number)","airsOn":"\#($0)"}"# }
        let filing = #"{"items":[\#(items.joined(separator: ","))],"outline":"一"}"#
        let filed = try await intake.post("/editions/2020-05-18/filing", filing, as: .programme)
        #expect((filed.status, filed.faults) == (400, ["items[1].airsOn"]), "\(filed)")
        #expect(try await intake.events(DutyDischarged.self).isEmpty)
        #expect(try await intake.count("editions WHERE filed_at IS NOT NULL") == 0)
    }

    @Test("CZ-61: an edition's outline is stored sealed under the month of its day, and goes with that key")
    func anOutlineIsSealed() async throws {
        let intake = try await IntakeFixture()
        let airs = #"{"airsAt":"2020-06-01T22:20:00+08:00","unit":"xinbei"}"#
        #expect(try await plan(intake, "2020-06-01", airs).status == 200)
        let filing = #"{"items":[],"outline":"王芳家的路灯"}"#
        let path = "/editions/2020-06-01"
        for _ in 1...2 {
            let filed = try await intake.post(path + "/filing", filing, as: .programme)
            #expect(filed.status == 200 && filed["outline"] == "王芳家的路灯")
        }
        #expect(try await intake.get(path)["outline"] == "王芳家的路灯")
        #expect(try await plan(intake, "2020-06-01", airs)["outline"] == "王芳家的路灯")
        #expect(try await intake.count("editions WHERE editions::text LIKE '%路灯%'") == 0)
        #expect(try await intake.count("editions WHERE outline_box IS NOT NULL") == 1)
        try intake.keys.destroy(district: DistrictID("changzhou"), month: try #require(Month("2020-06")))
        let kept = try await intake.get(path)
        #expect(kept.status == 200 && kept.object["outline"] == nil && kept["filedAt"] != "")
        // What it was cannot be told any more, so nothing is said to be the same.
        #expect(try await intake.post(path + "/filing", filing, as: .programme).status == 409)
    }

    @Test("DM-11: a matter is answered to the public in a later show, once the unit has answered")
    func aLaterShow() async throws {
        let intake = try await IntakeFixture()
        let entered = try await intake.send(
            .put, IntakeFixture.changzhou + "/season",
            text: CallTests.season.replacing("2020-05-14", with: "2020-05-21"))
        #expect([200, 201].contains(entered.status), "\(entered)")
        let answer = try await intake.post("/appeals", #"{"text":"积水","category":"complaint","isAnonymous":true}"#)
        let (number, id) = (answer["caseNumber"], CaseID(answer["case"]))
        let body = #"{"caseNumber":"\#(number)","answer":"已经修好"}"#
        func later(_ body: String) async throws -> Answer {
            try await intake.post("/broadcasts/2020-05-21/later-answers", body, as: .programme)
        }
        #expect(try await later(body).status == 409)
        intake.clock.advance(to: Instant(rfc3339: "2020-05-21T01:10:00Z") ?? .earliest)
        try await intake.runDueWork()
        #expect(try await later(body).status == 409)
        try await intake.hear(
            WorkOrderAnswered(
                case: id, workOrder: WorkOrderID("7d9f2f5e-0000-4000-8000-000000000001"), unit: UnitID("xinbei"),
                round: 1, isToCitizen: true))
        #expect(try await later(#"{"caseNumber":"CZ1"}"#).faults == ["caseNumber"])
        for _ in 1...2 { #expect(try await later(body).status == 200) }
        let told = try await intake.events(AppealAnsweredInEpisode.self).map(\.event)
        #expect(told.map(\.case) == [id])
        #expect(told.first?.broadcast == BroadcastID("2020-05-21") && told.first?.answer != nil)
        let nowhere = try await intake.post("/broadcasts/nowhere/later-answers", body, as: .programme)
        #expect(nowhere.status == 404)
    }
}
