import Contracts
import DispatchService
import Foundation
import TestSupport
import Testing

/// The likely units of an appeal, with the reasons; the operator decides.
@Suite struct SuggestionTests {
    @Test func theUnitThatHandledTheLikeIsSuggestedWithTheReasons() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach()
        let id = try await dispatch.raise("我家水压，不足一个月了，谁来管管")
        let answer = try await dispatch.suggestions(for: id)
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.object["learnt"] as? Int == 24)
        #expect(answer.object["isTextWithheld"] as? Bool == false)
        #expect(answer["case"] == id.rawValue)
        let first = try #require(answer.objects("suggestions").first)
        #expect(first["unit"] as? String == "water-supply")
        #expect(first["name"] as? String == "通用水司")
        #expect((first["score"] as? Double ?? 0) > 0.8)
        let reasons = try #require(first["reasons"] as? [String: Any])
        let words = try #require(reasons["words"] as? [String])
        // As it stands in this appeal, and no pair across the comma.
        #expect(words.contains("水压") && !words.contains { $0.contains("，") }, "\(words)")
        #expect(reasons["cases"] as? Int == 12)
        #expect(reasons["casesOfCategory"] as? Int == 12)
        #expect(try await dispatch.suggestedUnits(for: "门口有人占道经营卖烧烤").first == "urban-management")
    }

    @Test func ofTooLittleNothingIsSuggested() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach(19)
        let id = try await dispatch.raise("水压不足")
        let before = try await dispatch.suggestions(for: id)
        #expect(before.object["learnt"] as? Int == 19)
        #expect(before.objects("suggestions").isEmpty)
        try await dispatch.handled(DispatchFixture.pressure[0], by: "water-supply")
        #expect(try await dispatch.suggestions(for: id).objects("suggestions").count == 1)
    }

    @Test func whatHasNoWordInCommonWithThePastHasNoSuggestion() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach()
        #expect(try await dispatch.suggestedUnits(for: "wholly unlike").isEmpty)
        var without = Appeal(unit: nil)
        without.category = nil
        try await dispatch.hear(without.event())
        let answer = try await dispatch.suggestions(for: without.id)
        #expect(answer.status == 200 && answer.objects("suggestions").isEmpty)
        #expect(answer.object["isTextWithheld"] as? Bool == false)
    }

    @Test func anotherDistrictsPastTeachesNothingHere() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.hearPack(of: "doumen")
        let units = try DispatchFixture.deploy("districts/doumen/units.yaml")
        #expect(try await dispatch.put(units: units, of: "doumen").status == 200)
        try await dispatch.teach()
        let id = try await dispatch.raise("水压不足请处理", of: "doumen")
        let answer = try await dispatch.suggestions(for: id, of: "doumen")
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.object["learnt"] as? Int == 0)
        #expect(answer.objects("suggestions").isEmpty)
        #expect(try await dispatch.suggestions(for: id).status == 404)
        try await dispatch.teach(of: "doumen", ["housing", "education"])
        #expect(try await dispatch.suggestedUnits(for: "水压不足请处理", of: "doumen").first == "housing")
        #expect(try await dispatch.suggestedUnits(for: "水压不足请处理").first == "water-supply")
    }

    @Test func aUnitThatHasEndedIsNotSuggested() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach()
        let file = try DispatchFixture.deploy("districts/changzhou/units.yaml")
        let ended = file.replacing("{id: water-supply,", with: "{id: water-supply, validTo: 2020-05-14,")
        #expect(try await dispatch.put(units: ended).object["changed"] as? Int == 1)
        #expect(try await dispatch.suggestedUnits(for: "水压不足").first == "water-supply")
        dispatch.clock.advance(bySeconds: 86_400)
        #expect(try await !dispatch.suggestedUnits(for: "水压不足").contains("water-supply"))
    }

    @Test func whoeverReturnedTheCaseIsNotSuggestedForIt() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach()
        let id = try await dispatch.raise("水压不足，占道经营", unit: "water-supply")
        let order = try #require(try await dispatch.orders().last)
        _ = try await dispatch.command(order.workOrder, "object", #"{"duty":"三定方案"}"#)
        #expect(try await dispatch.command(order.workOrder, "decide-objection", #"{"isUpheld":true}"#).status == 200)
        let units = try await dispatch.suggestions(for: id).objects("suggestions").map { $0["unit"] as? String }
        #expect(units == ["urban-management"])
    }

    @Test func aReportIsNeitherLearntFromNorSuggestedFor() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach()
        // Under the vault's key, and under the common one where intake was given no vault.
        for ring in [dispatch.vault, dispatch.keys] {
            try await dispatch.handled("水压不足", by: "transport", category: .report, sealedWith: ring)
            let id = try await dispatch.raise("水压不足", category: .report, sealedWith: ring)
            let answer = try await dispatch.suggestions(for: id)
            #expect(answer.status == 200)
            #expect(answer.object["isTextWithheld"] as? Bool == true)
            #expect(answer.object["learnt"] as? Int == 24)
            #expect(answer.objects("suggestions").isEmpty)
        }
        #expect(try await dispatch.count("lessons") == 24)
        #expect(try await dispatch.count("unlearnt") == 0)
    }

    @Test(arguments: [
        "'; DROP TABLE lessons; --", "{\"a\":[1,2]},NULL,\\\"", "😀😀👨‍👩‍👧‍👦水压", "\u{202E}\u{FEFF}水\u{200B}压\u{301}",
        String(repeating: "水压不足", count: 1_250),
        String((0..<5_000).map { Character(Unicode.Scalar(0x4E00 + $0) ?? "水") }),
        "水", "", "，。！", "\n\t  \u{3000}",
    ])
    func noTextIsTooStrange(text: String) async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach(20)
        try await dispatch.handled(text, by: "transport")
        #expect(try await dispatch.count("lessons") == 21)
        let answer = try await dispatch.suggestions(for: dispatch.raise(text))
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.object["learnt"] as? Int == 21)
        let pieces = answer.objects("suggestions").compactMap {
            ($0["reasons"] as? [String: Any])?["words"] as? [String]
        }
        #expect(
            pieces.joined().allSatisfy {
                $0.unicodeScalars.count <= 12 && text.unicodeScalars.contains($0.unicodeScalars)
            })
        #expect(try await dispatch.suggestedUnits(for: "流动摊贩占道经营").first == "urban-management")
    }

    @Test func onlyTheOperatorIsToldAndOnlyOfCasesThatThereAre() async throws {
        let dispatch = try await DispatchFixture.with()
        let id = try await dispatch.raise("水压不足")
        for (who, status) in [
            (Who.operator, 200), (.citizen, 401), (.stranger, 401), (.otherDistrict, 403), (.supervisor, 403),
            (.programme, 403), (.unit("xinbei"), 403),
        ] {
            #expect(try await dispatch.suggestions(for: id, as: who).status == status, "\(who)")
        }
        for (who, status) in [
            (Who.operator, 200), (.supervisor, 200), (.citizen, 401), (.otherDistrict, 403), (.unit("xinbei"), 403),
        ] {
            #expect(try await dispatch.get("suggestions/accuracy", as: who).status == status, "\(who)")
        }
        for unknown in [UUID().uuidString, "nonsense", "%27%20OR%201%3D1"] {
            #expect(try await dispatch.get("cases/\(unknown)/suggestions").status == 404)
        }
        #expect(try await dispatch.suggestions(for: id, of: "doumen").status == 404)
        #expect(try await dispatch.get("suggestions/accuracy", of: "moon").status == 404)
    }
}
