import CallbackSurveyService
import Contracts
import Foundation
import TestSupport
import Testing

@Suite struct ReviewTests {
    @Test("CZ-51: a pasted form is suggested to be sent back, and a reviewer who says so orders rework once")
    func aPastedFormIsSentBack() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.disagree(matter)
        let open = try await survey.open()
        let pasted = try #require(open["pastedSummary"])
        let shown = try await survey.inconsistencies("/\(pasted)")
        #expect((shown["state"], shown["suggestion"], shown["part"]) == ("open", "rework", "result/platform"))
        let decided = try await survey.decide(pasted, "rework")
        #expect((decided.status, decided["state"]) == (200, "decided"))
        #expect(try await survey.decide(pasted, "rework").isSame(as: decided))
        let made = decided.object["decision"] as? [String: Any]
        #expect(made?["by"] as? String == "supervisor")
        // The other findings of the round ask for no second round, and neither does the citizen.
        #expect(try await survey.decide(try #require(open["replyAndForm"]), "rework").status == 200)
        let callback = try #require(try await survey.events(CallbackScheduled.self).first?.event.callback)
        #expect(try await survey.report(callback, "outcome", #"{"outcome":"notSolved"}"#).status == 200)
        let asked = try await survey.events(ReworkRequested.self).map(\.event)
        #expect(asked.map(\.reason) == ["perfunctory"])
        #expect(asked.map(\.workOrder) == [matter.order])
        #expect(asked.map(\.callback) == [callback])
        #expect(try await survey.open().keys.sorted() == ["onAirAndReply"])
    }

    @Test("CZ-43: a reviewer may find a difference acceptable, and what is decided stays") func aDecisionStays()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        try await survey.disagree(Matter())
        let id = try #require(try await survey.open()["onAirAndReply"])
        #expect(try await survey.decide(id, "acceptable", as: .operator).status == 200)
        let refused = try await survey.decide(id, "rework")
        #expect(refused.status == 409)
        #expect(refused["detail"].contains("acceptable"))
        #expect(try await survey.events(ReworkRequested.self).isEmpty)
        #expect(try await survey.events(SupervisionRequested.self).isEmpty)
    }

    @Test("DM-42: perfunctory handling goes to supervision where the district knows no rework, on a person's decision")
    func perfunctoryHandlingGoesToSupervision() async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        (matter.district, matter.unit) = ("doumen", UnitID("housing"))
        try await survey.disagree(matter)
        let id = try #require(try await survey.open(district: "doumen")["pastedSummary"])
        let shown = try await survey.inconsistencies("/\(id)", district: "doumen")
        #expect(shown["suggestion"] == "supervision")
        #expect(try await survey.events(SupervisionRequested.self, of: "doumen").isEmpty)
        #expect(try await survey.decide(id, "rework", district: "doumen").status == 409)
        #expect(try await survey.decide(id, "supervision", district: "doumen").status == 200)
        #expect(try await survey.decide(id, "supervision", district: "doumen").status == 200)
        let asked = try await survey.events(SupervisionRequested.self, of: "doumen").map(\.event)
        #expect(asked.map(\.reason) == ["perfunctory"])
        #expect(try await survey.events(ReworkRequested.self, of: "doumen").isEmpty)
    }

    @Test func decisionsAtOnceAreOne() async throws {
        let survey = try await SurveyFixture.ready()
        try await survey.disagree(Matter())
        let ids = try await survey.open()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for id in ids.values { for _ in 0..<3 { group.addTask { try await survey.decide(id, "rework").status } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 9))
        #expect(try await survey.events(ReworkRequested.self).count == 1)
    }

    @Test("DM-40, CZ-21: who decides about accountability reads the texts of what was proposed, and of nothing else")
    func whoDecidesReadsTheTexts() async throws {
        let survey = try await SurveyFixture.ready()
        let (matter, other) = (Matter(), Matter())
        try await survey.disagree(matter)
        try await survey.disagree(other)
        func texts(_ id: String, _ who: Who) async throws -> Answer {
            try await survey.send(.get, "/v1/districts/changzhou/cases/\(id)/texts", as: who)
        }
        let all = try await texts(matter.id.rawValue, .operator)
        #expect(all.objects("texts").compactMap { $0["source"] as? String } == ["form", "onAir", "reply"])
        for who in [Who.supervisor, .discipline] {
            #expect(try await texts(matter.id.rawValue, who).status == 403)
        }
        try await survey.hear(
            ReferralProposed(
                case: matter.id, referral: ReferralID("7d9f2f5e-0000-4000-8000-000000000009"), rule: RuleID("CZ-21"),
                ground: "adverseEffect", unit: matter.unit, proposedBy: "operator"))
        for who in [Who.supervisor, .discipline] {
            let page = try await texts(matter.id.rawValue, who)
            #expect(page.status == 200, "\(page)")
            let read = page.objects("texts").compactMap { $0["text"] as? String }
            #expect(read == [Disagreement.form, Disagreement.onAir, Disagreement.reply])
            #expect(try await texts(other.id.rawValue, who).status == 403)
        }
        #expect(try await texts(matter.id.rawValue, .unit("water-supply")).status == 403)
        #expect(try await texts(matter.id.rawValue, .programme).status == 403)
        #expect(try await texts(UUID().uuidString, .operator).status == 404)
        #expect(try await texts("--", .operator).status == 404)
    }

    @Test func onlyTheOperatorReadsTheTexts() async throws {
        let survey = try await SurveyFixture.ready()
        try await survey.disagree(Matter())
        let id = try #require(try await survey.open()["onAirAndReply"])
        let texts = try await survey.inconsistencies("/\(id)").object["texts"] as? [String: Any]
        #expect(texts?["onAir"] as? String == Disagreement.onAir)
        #expect(texts?["reply"] as? String == Disagreement.reply)
        #expect(texts?["form"] as? String == Disagreement.form)
        let withoutTexts = try await survey.inconsistencies("/\(id)", as: .supervisor)
        #expect(withoutTexts.status == 200)
        #expect(withoutTexts.object["texts"] == nil)
        #expect(!withoutTexts.objects("spans").isEmpty)
        for (who, status) in [(Who.citizen, 401), (.unit("water-supply"), 403), (.programme, 403), (.discipline, 403)] {
            #expect(try await survey.inconsistencies(as: who).status == status)
            #expect(try await survey.inconsistencies("/\(id)", as: who).status == status)
            #expect(try await survey.decide(id, "rework", as: who).status == status)
        }
        #expect(try await survey.events(ReworkRequested.self).isEmpty)
    }

    @Test func theListIsReadPageByPageAndWhatIsMalformedIsRefused() async throws {
        let survey = try await SurveyFixture.ready()
        for _ in 0..<2 {
            try await survey.disagree(Matter())
            survey.clock.advance(bySeconds: 60)
        }
        let first = try await survey.inconsistencies("?limit=4")
        let second = try await survey.inconsistencies("?limit=4&cursor=\(first["next"])&state=open")
        let shown = (first.objects("inconsistencies") + second.objects("inconsistencies"))
            .compactMap { $0["inconsistency"] as? String }
        #expect((shown.count, Set(shown).count, second["next"]) == (6, 6, ""))
        #expect(try await survey.inconsistencies("?state=decided").objects("inconsistencies").isEmpty)
        for (query, field) in [("?state=x", "state"), ("?limit=0", "limit"), ("?cursor=x", "cursor")] {
            #expect(try await survey.inconsistencies(query).faults == [field])
        }
        #expect(try await survey.decide(shown[0], "rework", reason: " ").faults == ["reason"])
        #expect(try await survey.decide(shown[0], "punish").faults == ["decision"])
        #expect(try await survey.decide("nothing", "rework").status == 404)
        #expect(try await survey.decide(EventID.fresh, "rework").status == 404)
        #expect(try await survey.decide(shown[0], "rework", district: "doumen").status == 404)
        #expect(try await survey.events(ReworkRequested.self).isEmpty)
    }

    @Test func theLedgerCountsWhatWasFoundAndDecided() async throws {
        let survey = try await SurveyFixture.ready()
        try await survey.disagree(Matter())
        _ = try await survey.decide(try #require(try await survey.open()["onAirAndReply"]), "acceptable")
        let ledger = try await survey.send(.get, "/v1/districts/changzhou/ledger").object
        let counted = ledger["inconsistencies"] as? [String: Any]
        #expect(counted?["open"] as? Int == 2)
        #expect(counted?["decided"] as? [String: Int] == ["acceptable": 1])
    }
}
