import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// The register of units.
@Suite struct UnitTests {
    @Test func theSameFileTwiceSaysNothingAgain() async throws {
        let dispatch = try await DispatchFixture.with()
        let file = try DispatchFixture.deploy("districts/changzhou/units.yaml")
        let first = try await dispatch.events(UnitChanged.self)
        #expect(first.count > 30)
        dispatch.clock.advance(bySeconds: 60 * 86_400)
        let answer = try await dispatch.put(units: file)
        #expect(answer.object["changed"] as? Int == 0)
        #expect(try await dispatch.events(UnitChanged.self).count == first.count)
        let moved = file.replacing("mailbox: metro@example.invalid", with: "mailbox: rail@example.invalid")
        #expect(try await dispatch.put(units: moved).object["changed"] as? Int == 1)
        let last = try #require(try await dispatch.events(UnitChanged.self).last).event
        #expect(last.unit == UnitID("metro"))
        let sealed = try #require(last.liaison)
        let json = try dispatch.keys.open(
            sealed, field: "liaison", of: SealSubject(district: DistrictID("changzhou"), unit: UnitID("metro")))
        #expect(try JSONDecoder().decode(Liaison.self, from: Data(json.utf8)).mailbox == "rail@example.invalid")
    }

    @Test("X19: a new name is told, the id stays") func aNewNameIsTold() async throws {
        let dispatch = try await DispatchFixture.with()
        let file = try DispatchFixture.deploy("districts/changzhou/units.yaml")
        let renamed = file.replacing("name: 公交公司,", with: "name: 公交集团, aliases: [公交公司],")
        #expect(try await dispatch.put(units: renamed).object["changed"] as? Int == 1)
        let last = try await dispatch.events(UnitChanged.self).last?.event
        #expect(last?.name == "公交集团")
        #expect(last?.aliases == ["公交公司"])
        let listed = try await dispatch.get("units", as: .unit("xinbei")).objects("units")
        #expect(listed.contains { $0["name"] as? String == "公交集团" })
        #expect(!listed.contains { $0["mailbox"] != nil || $0["liaison"] != nil })
    }

    @Test(arguments: [
        (
            "units:\n  - {id: a1, name: 甲, kind: bureau, mailbox: a@x.invalid}\n  - {id: a1, name: 乙, kind: bureau, mailbox: b@x.invalid}",
            "line 3"
        ),
        ("units:\n  - {id: a1, name: 甲, kind: planet, mailbox: a@x.invalid}", "line 2"),
        ("units: [", "line"),
        ("- nonsense", "line 1"),
    ])
    func aBrokenFileIsRefusedAsAWhole(text: String, place: String) async throws {
        let dispatch = try await DispatchFixture.with()
        let before = try await dispatch.count("units")
        let answer = try await dispatch.put(units: text)
        #expect(answer.status == 400)
        #expect(answer.body.contains(place), "\(answer)")
        #expect(try await dispatch.count("units") == before)
    }

    @Test func unitsNeedTheRightTypeAndAKnownDistrict() async throws {
        let dispatch = try await DispatchFixture.with()
        let wrong = try await dispatch.send(.put, "/v1/districts/changzhou/units", text: "{}", as: .operator)
        #expect(wrong.status == 415)
        #expect(try await dispatch.put(units: "units: []", of: "doumen").status == 404)
        #expect(try await dispatch.put(units: "units: []", of: "No%20Where").status == 404)
    }
}
