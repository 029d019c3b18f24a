import Contracts
import Foundation
import IntakeService
import TestSupport
import Testing

/// The same person and the same matter, found while the text stays sealed, and linked by a person.
@Suite struct RepeatTests {
    private static let pressure = "通用路口的供水压力不足，晚上七点以后五楼没有水，已经持续两个星期"
    private static let again = "通用路口的供水压力不足，晚上七点以后五楼没有水，已经持续三个星期了"
    private static let noise = "工地夜间施工噪音很大，老人孩子都睡不着，请有关部门尽快处理一下"

    private struct Raised {
        let number: String
        let id: CaseID
        let code: String
    }

    private struct Proposed {
        let number: String?
        let reasons: [String]?
        let linkedTo: String?
    }

    private func raise(
        _ intake: IntakeFixture, _ text: String, phone: String? = nil, address: String? = nil,
        category: String = "complaint"
    ) async throws -> Raised {
        let fields = [("name", phone.map { _ in "王五" }), ("phone", phone), ("address", address)]
        let known = fields.compactMap { name, value in value.map { #""\#(name)":"\#($0)""# } }
        let citizen = known.isEmpty ? "" : #","citizen":{\#(known.joined(separator: ","))}"#
        let body = #"{"text":"\#(text)","category":"\#(category)","isAnonymous":\#(phone == nil)\#(citizen)}"#
        let answer = try await intake.post("/appeals", body)
        #expect(answer.status == 201, "\(answer)")
        return Raised(number: answer["caseNumber"], id: CaseID(answer["case"]), code: answer["claimCode"])
    }

    private func link(_ intake: IntakeFixture, _ one: Raised, to parent: Raised) async throws -> Answer {
        try await intake.post("/cases/\(one.number)/link", #"{"parent":"\#(parent.number)"}"#)
    }

    private func proposed(_ intake: IntakeFixture, _ one: Raised) async throws -> [Proposed] {
        try await intake.runDueWork()
        let answer = try await intake.get("/cases/\(one.number)/repeats", as: .supervisor)
        #expect(answer.status == 200, "\(answer)")
        return answer.objects("proposals").map {
            Proposed(
                number: $0["caseNumber"] as? String, reasons: $0["reasons"] as? [String],
                linkedTo: $0["linkedTo"] as? String)
        }
    }

    @Test("DM-45: the same matter is found in another month, best first") func theSameMatterIsFound() async throws {
        let intake = try await IntakeFixture()
        let first = try await raise(intake, Self.pressure)
        _ = try await raise(intake, Self.noise)
        intake.clock.advance(bySeconds: 40 * 86_400)
        let second = try await raise(intake, Self.again)
        let found = try await proposed(intake, second)
        #expect(found.map(\.number) == [first.number])
        #expect(found.first?.reasons == ["sameMatter"])
        intake.clock.advance(bySeconds: 330 * 86_400)
        #expect(try await proposed(intake, second).isEmpty)
    }

    @Test("DM-45: the same person is found, whatever it is about") func theSamePersonIsFound() async throws {
        let intake = try await IntakeFixture()
        let first = try await raise(intake, Self.pressure, phone: "13800138000")
        let second = try await raise(intake, Self.noise, phone: "138 0013 8000")
        _ = try await raise(intake, "路灯坏了一个多月没有人修", phone: "13900139000")
        let found = try await proposed(intake, second)
        #expect(found.map(\.number) == [first.number])
        #expect(found.first?.reasons == ["samePerson"])
    }

    @Test("DM-45: the same place is found, however it is written, also after it was amended")
    func theSamePlaceIsFound() async throws {
        let intake = try await IntakeFixture()
        let first = try await raise(intake, Self.pressure, phone: "13800138000", address: "通用路１２号,3幢")
        let second = try await raise(intake, Self.noise, phone: "13900139000", address: "通用路 12号 3幢")
        let third = try await raise(intake, "路灯坏了一个多月没有人修", phone: "13700137000")
        let found = try await proposed(intake, second)
        #expect(found.map(\.number) == [first.number])
        #expect(found.first?.reasons == ["samePlace"])
        #expect(try await proposed(intake, third).isEmpty)
        for address in ["通用路12号3幢", "人民路8号"] {
            let amended = try await intake.post(
                "/cases/\(third.number):amend", #"{"citizen":{"address":"\#(address)"}}"#)
            #expect(amended.status == 200, "\(amended)")
            let expected = address == "人民路8号" ? [] : [third.number]
            #expect(try await proposed(intake, second).compactMap(\.number).filter { $0 == third.number } == expected)
        }
    }

    @Test func anotherDistrictsCasesAreNotFound() async throws {
        let intake = try await IntakeFixture()
        let doumen = "/v1/districts/doumen"
        let adopted = try await intake.send(
            .put, "\(doumen)/rule-packs/doumen-2016.1", text: IntakeFixture.deploy("districts/doumen/pack.yaml"),
            type: "application/yaml")
        #expect(adopted.status == 201, "\(adopted)")
        let body = #"{"text":"\#(Self.pressure)","category":"complaint","citizen":{"phone":"13800138000"}}"#
        let there = try await intake.send(.post, "\(doumen)/appeals", text: body)
        #expect(there.status == 201, "\(there)")
        let here = try await raise(intake, Self.pressure, phone: "13800138000")
        #expect(try await proposed(intake, here).isEmpty)
        let across = try await intake.post("/cases/\(here.number)/link", #"{"parent":"\#(there["caseNumber"])"}"#)
        #expect(across.faults == ["parent"])
    }

    @Test func reportsAreLeftOut() async throws {
        let intake = try await IntakeFixture()
        let report = try await raise(intake, Self.pressure, phone: "13800138000", category: "report")
        let other = try await raise(intake, Self.again, phone: "13800138000")
        try await intake.runDueWork()
        #expect(try await intake.count("case_sketches") == 1)
        #expect(try await proposed(intake, other).isEmpty)
        #expect(try await proposed(intake, report).isEmpty)
        #expect(try await link(intake, other, to: report).status == 409)
        let amended = try await intake.post("/cases/\(other.number):amend", #"{"category":"report"}"#)
        #expect(amended.status == 200)
        #expect(try await intake.count("case_sketches") == 0)
        #expect(try await intake.count("case_sketch_keys") == 0)
    }

    @Test func aSketchIsMadeAfterTheRegistration() async throws {
        let intake = try await IntakeFixture()
        let one = try await raise(intake, Self.pressure)
        #expect(try await intake.count("unsketched") == 1)
        #expect(try await intake.count("case_sketches") == 0)
        let before = try await intake.get("/cases/\(one.number)/repeats", as: .supervisor)
        #expect(before.object["waiting"] as? Int == 1)
        // Sketched, and searched for.
        #expect(try await intake.runDueWork() == 2)
        #expect(try await intake.count("unsketched") == 0)
        #expect(try await intake.count("case_sketches") == 1)
        #expect(try await intake.count("case_sketch_keys") == 8)
        let after = try await intake.get("/cases/\(one.number)/repeats", as: .supervisor)
        #expect(after.object["waiting"] as? Int == 0)
    }

    @Test func aTextAmendedBeforeItsSketchIsFoundByTheNewOne() async throws {
        let intake = try await IntakeFixture()
        let first = try await raise(intake, Self.noise)
        let other = try await raise(intake, Self.again)
        #expect(
            try await intake.post("/cases/\(first.number):amend", #"{"text":"\#(Self.pressure)"}"#).status == 200)
        #expect(try await proposed(intake, other).map(\.number) == [first.number])
        let noise = try await raise(intake, Self.noise)
        #expect(try await proposed(intake, noise).isEmpty)
    }

    @Test func aTextThatCannotBeOpenedHoldsUpNobody() async throws {
        let intake = try await IntakeFixture()
        let broken = try await raise(intake, Self.pressure)
        let whole = try await raise(intake, Self.again)
        try await intake.asAdmin(
            """
            UPDATE test_intake.cases SET text_box = 'AAAA' || substr(text_box, 5)
            WHERE case_id = '\(broken.id.rawValue)'
            """)
        #expect(try await intake.runDueWork() == 4)
        #expect(try await intake.count("unsketched") == 0)
        #expect(try await intake.count("unsearched") == 0)
        #expect(try await intake.count("case_sketches") == 1)
        #expect(try await proposed(intake, whole).isEmpty)
    }

    @Test("DM-45: a repeat is linked once and counted") func aRepeatIsLinkedOnce() async throws {
        let intake = try await IntakeFixture()
        let parent = try await raise(intake, Self.pressure)
        let repeats = [try await raise(intake, Self.again), try await raise(intake, Self.pressure)]
        for one in repeats + repeats { #expect(try await link(intake, one, to: parent).status == 200) }
        let events = try await intake.events(AppealLinked.self).map(\.event)
        #expect(events.map(\.case) == repeats.map(\.id))
        #expect(events.allSatisfy { $0.parent == parent.id })
        let page = try await intake.get("/repeats", as: .supervisor).objects("cases")
        #expect(page.map { $0["caseNumber"] as? String } == [parent.number])
        #expect(page.first?["repeats"] as? Int == 2)
        #expect(try await intake.send(.get, "/v1/districts/nowhere/repeats").status == 404)
        #expect(try await proposed(intake, parent).allSatisfy { $0.linkedTo == parent.number })
    }

    @Test("DM-45: what is raised again after the answer is told with its number, what came before is not")
    func whatIsRaisedAgainIsTold() async throws {
        let intake = try await IntakeFixture()
        let parent = try await raise(intake, Self.pressure)
        let early = try await raise(intake, Self.again)
        intake.clock.advance(bySeconds: 86_400)
        let order = WorkOrderID("7d9f2f5e-0000-4000-8000-000000000001")
        try await intake.hear(
            WorkOrderAnswered(
                case: parent.id, workOrder: order, unit: UnitID("xinbei"), round: 1, isToCitizen: true))
        intake.clock.advance(bySeconds: 86_400)
        let late = [try await raise(intake, Self.again), try await raise(intake, Self.pressure)]
        #expect(try await link(intake, early, to: parent).status == 200)
        #expect(try await intake.events(AppealRepeated.self).isEmpty)
        for one in late + late { #expect(try await link(intake, one, to: parent).status == 200) }
        let told = try await intake.events(AppealRepeated.self).map(\.event)
        #expect(told.map(\.repeats) == [1, 2])
        #expect(told.allSatisfy { $0.case == parent.id && $0.unit == UnitID("xinbei") })
    }

    @Test func whatIsInTheWayOfALinkIsNamed() async throws {
        let intake = try await IntakeFixture()
        let parent = try await raise(intake, Self.pressure)
        let child = try await raise(intake, Self.again)
        let other = try await raise(intake, Self.noise)
        #expect(try await link(intake, child, to: child).faults == ["parent"])
        for text in ["CZ200514-999999", "'; --", "\\u0000", "", String(repeating: "x", count: 300)] {
            let answer = try await intake.post("/cases/\(child.number)/link", #"{"parent":"\#(text)"}"#)
            #expect(answer.status == 400 && answer.faults == ["parent"], "\(text): \(answer)")
        }
        #expect(try await intake.post("/cases/\(child.number)/link", "{}").status == 400)
        #expect(try await intake.post("/cases/CZ1/link", #"{"parent":"\#(parent.number)"}"#).status == 404)
        #expect(try await intake.count("case_links") == 0)
        #expect(try await link(intake, child, to: parent).status == 200)
        let below = try await link(intake, other, to: child)
        #expect(below.status == 409 && below.body.contains(parent.number))
        #expect(try await link(intake, parent, to: other).status == 409)
        let elsewhere = try await link(intake, child, to: other)
        #expect(elsewhere.status == 409 && elsewhere.body.contains(parent.number))
        #expect(try await intake.events(AppealLinked.self).count == 1)
    }

    @Test("DM-45: a linked case follows its parent, and shows nothing else of it") func aLinkedCaseFollows()
        async throws
    {
        let intake = try await IntakeFixture()
        let parent = try await raise(intake, Self.pressure, phone: "13800138000")
        let child = try await raise(intake, Self.again)
        #expect(try await link(intake, child, to: parent).status == 200)
        let headers = ["Claim-Code": child.code]
        #expect(try await intake.get("/cases/\(child.number)", as: .citizen, headers: headers)["state"] == "linked")
        intake.clock.advance(bySeconds: 86_400)
        try await intake.hear(
            CallbackWaived(
                case: parent.id, callback: CallbackID("7d9f2f5e-0000-4000-8000-000000000001"),
                workOrder: WorkOrderID("7d9f2f5e-0000-4000-8000-000000000001"), unit: UnitID("xinbei"), round: 1,
                reason: "anonymous"))
        let status = try await intake.get("/cases/\(child.number)", as: .citizen, headers: headers)
        #expect(status["state"] == "completed" && !status.body.contains(parent.number))
    }
}
