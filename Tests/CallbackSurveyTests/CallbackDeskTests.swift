import CallbackSurveyService
import Contracts
import Foundation
import HTTP
import TestSupport
import Testing

@Suite struct CallbackDeskTests {
    @Test func theDeskShowsWhomToCallLongestDueFirstPageByPage() async throws {
        let survey = try await SurveyFixture.ready()
        var asked: [CallbackID] = []
        for index in 0..<5 {
            var matter = Matter()
            matter.number = CaseNumber("CZ200514-00000\(index)")
            asked.append(try await survey.ask(matter))
            survey.clock.advance(bySeconds: 60)
        }
        let first = try await survey.list("?limit=3")
        let second = try await survey.list("?limit=3&cursor=\(first["next"])")
        let shown = (first.objects("callbacks") + second.objects("callbacks")).compactMap { $0["callback"] as? String }
        #expect(shown == asked.map(\.rawValue))
        #expect(second["next"] == "")
        let citizen = first.objects("callbacks").first?["citizen"] as? [String: Any]
        #expect(citizen?["phone"] as? String == "13800138000")
    }

    @Test("CZ-48: the list of calls names the complainant, or says 匿名") func theDeskNamesTheComplainant() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.ask(matter)
        #expect(try await survey.list().objects("callbacks").first?["complainant"] as? String == "王芳")
    }

    @Test("X13, CZ-48: who asks not to be named any more is taken off the list, and is not asked")
    func whoBecomesAnonymousIsNotAsked() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.ask(matter)
        for _ in 1...2 { try await survey.hear(AppealAmended(case: matter.id, isAnonymous: true)) }
        #expect(try await survey.list().objects("callbacks").isEmpty)
        let waived = try await survey.events(CallbackWaived.self).map(\.event)
        #expect(waived.map(\.reason) == ["anonymous"])
        #expect(waived.map(\.workOrder) == [matter.order])
        #expect(try await survey.count("callbacks WHERE state = 'waived' AND reason = 'anonymous'") == 1)
    }

    @Test("X13, CZ-48: where a district asks anonymous people, too, the list has the number and no name")
    func whoIsAskedAnonymouslyIsNotNamed() async throws {
        let survey = try await SurveyFixture(at: SurveyFixture.morning)
        try await survey.adopt("doumen", where: ("isWaivedForAnonymous: true", "isWaivedForAnonymous: false"))
        var matter = Matter()
        (matter.district, matter.number) = ("doumen", CaseNumber("DM160607-000001"))
        try await survey.ask(matter)
        try await survey.hear(AppealAmended(case: matter.id, isAnonymous: true), of: "doumen")
        let list = try await survey.send(.get, "/v1/districts/doumen/callbacks", as: .operator)
        let item = try #require(list.objects("callbacks").first)
        #expect(item["complainant"] as? String == "匿名")
        #expect(item["citizen"] as? [String: String] == ["phone": "13800138000"])
    }

    @Test func aCitizenWhoseKeyIsGoneIsShownWithoutOne() async throws {
        let survey = try await SurveyFixture.ready()
        try await survey.ask(Matter())
        try survey.keys.destroy(
            district: DistrictID("changzhou"), month: .init(ZoneMonth.day(of: SurveyFixture.morning)))
        let answer = try await survey.list()
        #expect(answer.status == 200)
        #expect(answer.objects("callbacks").first?["citizen"] == nil)
        #expect(answer.objects("callbacks").first?["complainant"] == nil)
    }

    @Test(arguments: [
        ("outcome", #"{"outcome":"happy"}"#, "outcome"), ("outcome", #"{"outcome":"unreachable"}"#, "outcome"),
        ("outcome", "{}", "outcome"), ("outcome", #"{"outcome":"solved","satisfaction":6}"#, "satisfaction"),
        ("outcome", #"{"outcome":"solved","satisfaction":0}"#, "satisfaction"),
        ("outcome", #"{"outcome":"solved","satisfaction":"5"}"#, "satisfaction"),
        ("outcome", #"{"outcome":"solved","satisfaction":1e99}"#, "satisfaction"),
        ("outcome", #"{"outcome":"solved","isIrregular":"yes"}"#, "isIrregular"),
        ("outcome", #"{"outcome":"solved","note":"\u0000"}"#, "note"),
        ("attempts", #"{"outcome":"solved"}"#, "outcome"),
        ("attempts", #"{"outcome":"unreachable","attempt":0}"#, "attempt"),
        ("waive", #"{"reason":"No Contact!"}"#, "reason"), ("waive", #"{"reason":""}"#, "reason"),
        ("waive", #"{"reason":7}"#, "reason"), ("waive", #"{"reason":"tel13987654321"}"#, "reason"),
    ])
    func whatIsMalformedIsRefusedByNameAndChangesNothing(deed: String, body: String, field: String) async throws {
        let survey = try await SharedSurvey.made.value
        let answer = try await survey.fixture.report(survey.callback, deed, body)
        #expect(answer.status == 400)
        #expect(answer.faults == [field])
        #expect(try await survey.fixture.count("attempts") == 0)
        #expect(try await survey.fixture.events(CallbackCompleted.self).isEmpty)
    }

    @Test func brokenJSONAndUnknownThingsAreRefused() async throws {
        let survey = try await SharedSurvey.made.value
        let (fixture, callback) = (survey.fixture, survey.callback)
        let solved = #"{"outcome":"solved"}"#
        #expect(try await fixture.report(callback, "outcome", "{").status == 400)
        #expect(try await fixture.report(callback, "outcome", "").status >= 400)
        #expect(try await fixture.report(CallbackID("nothing"), "outcome", solved).status == 404)
        let unknown = CallbackID(UUID().uuidString)
        #expect(try await fixture.report(unknown, "outcome", solved).status == 404)
        #expect(try await fixture.report(callback, "outcome", solved, district: "atlantis").status == 404)
        #expect(try await fixture.report(callback, "outcome", solved, district: "doumen").status == 404)
        #expect(try await fixture.report(callback, "outcome", solved, district: "A%20B").status == 404)
        #expect(try await fixture.list("?limit=0").faults == ["limit"])
        #expect(try await fixture.list("?limit=x").faults == ["limit"])
        for cursor in ["x", "~", "2020-05-14T00:00:00Z~x", "2020-05-14T00:00:00Z~\(unknown)~"] {
            #expect(try await fixture.list("?cursor=\(cursor)").faults == ["cursor"])
        }
        #expect(try await fixture.events(CallbackCompleted.self).isEmpty)
    }

    @Test func onlyTheOperatorSeesCitizensAndReportsOnThem() async throws {
        let survey = try await SharedSurvey.made.value
        let (fixture, callback) = (survey.fixture, survey.callback)
        let others: [(Who, Int)] = [
            (.citizen, 401), (.stranger, 401), (.unit("water-supply"), 403), (.programme, 403), (.supervisor, 403),
            (.discipline, 403), (.operations, 403), (.otherDistrict, 403),
        ]
        for (who, status) in others {
            #expect(try await fixture.list(as: who).status == status)
            #expect(try await fixture.report(callback, "outcome", #"{"outcome":"solved"}"#, as: who).status == status)
            #expect(
                try await fixture.report(callback, "attempts", #"{"outcome":"unreachable"}"#, as: who).status == status)
            #expect(try await fixture.report(callback, "waive", #"{"reason":"x"}"#, as: who).status == status)
        }
    }
}

/// One open callback for tests that change nothing.
enum SharedSurvey {
    static let made = Task {
        let fixture = try await SurveyFixture.ready()
        return (fixture: fixture, callback: try await fixture.ask(Matter()))
    }
}
