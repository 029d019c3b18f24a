import Contracts
import Foundation
import IntakeService
import Sealing
import TestSupport
import Testing

@Suite struct RegistrationFormTests {
    private static let doumen = "/v1/districts/doumen"
    private static let show = "\(doumen)/broadcasts/2016-06-07"
    private static let season = """
        {"broadcasts":[{"id":"2016-06-07","opensAt":"2016-06-07T17:30:00+08:00","closesAt":"2016-06-07T18:30:00+08:00",\
        "units":["housing"]}]}
        """
    private static let named = """
        {"outcome":"accepted","category":"complaint","text":"楼道堆满杂物","isComplex":true,
         "caller":{"name":"陈伟","phone":"13800138000","address":"井岸镇中兴路8号"}}
        """

    /// Doumen with its show on.
    /// - Parameter change: a text of the pack and what stands there instead.
    private func onAir(where change: (String, String) = ("", "")) async throws -> IntakeFixture {
        let intake = try await IntakeFixture(at: try #require(Instant(rfc3339: "2016-06-07T09:45:00Z")))
        let adopted = try await intake.send(
            .put, "\(Self.doumen)/rule-packs/doumen-2016.1", text: pack(where: change),
            type: "application/yaml")
        #expect(adopted.status == 201, "\(adopted)")
        try await intake.hear(UnitChanged(unit: UnitID("housing"), name: "区住建局", aliases: []), of: "doumen")
        let season = try await intake.send(.put, "\(Self.doumen)/season", text: Self.season)
        #expect(season.status == 200, "\(season)")
        _ = try await intake.send(.post, "\(Self.show)/open")
        return intake
    }

    private func pack(where change: (String, String)) throws -> String {
        let source = try IntakeFixture.deploy("districts/doumen/pack.yaml")
        return change.0.isEmpty ? source : source.replacing(change.0, with: change.1)
    }

    private func call(_ intake: IntakeFixture, _ json: String) async throws -> Answer {
        let answer = try await intake.send(.post, "\(Self.show)/calls", text: json)
        #expect(answer.status == 201, "\(answer)")
        return answer
    }

    private func form(_ intake: IntakeFixture, as who: Who = .operator) async throws -> Answer {
        try await intake.send(.get, "\(Self.show)/registration-form", as: who)
    }

    /// The boxes of an entry, in their order.
    private func fields(_ form: Answer, _ index: Int) throws -> [[String: Any]] {
        let entries = form.objects("entries")
        try #require(entries.indices.contains(index), "\(form)")
        return try #require(entries[index]["fields"] as? [[String: Any]])
    }

    private func value(_ fields: [[String: Any]], _ name: String, _ key: String = "value") -> String? {
        fields.first { $0["name"] as? String == name }?[key] as? String
    }

    @Test("DM-09, DM-47: what needs investigation or coordination is on the show's form, box by box")
    func theFormHoldsWhatNeedsInvestigation() async throws {
        let intake = try await onAir()
        let first = try await call(intake, Self.named)
        intake.clock.advance(bySeconds: 60)
        let foreign = try await call(
            intake, #"{"text":"水压不足","isForeignMatter":true,"category":"complaint","isAnonymous":true}"#)
        _ = try await call(intake, #"{"text":"几点上班","category":"consultation","outcome":"answered","answer":"九点"}"#)
        let form = try await form(intake)
        #expect(form.status == 200)
        #expect(
            form.objects("entries").map { $0["caseNumber"] as? String } == [first["caseNumber"], foreign["caseNumber"]])
        let fields = try fields(form, 0)
        #expect(
            fields.compactMap { ($0["label"] as? [String: Any])?["zh"] as? String } == [
                "投诉人姓名", "地址", "电话", "受理时间", "转办部门及时间", "反映的主要问题", "承办单位意见", "办理结果", "向投诉人反馈情况",
                "承办机关意见",
            ])
        #expect(
            ["complainant", "address", "phone", "matter"].map { value(fields, $0) } == [
                "陈伟", "井岸镇中兴路8号", "13800138000", "楼道堆满杂物",
            ])
        #expect(value(fields, "acceptedAt", "at") == "2016-06-07T09:45:00Z")
        #expect(
            fields.map { $0["signature"] as? String ?? "" } == [
                "", "", "", "", "", "", "leader", "handler", "handler", "stamp",
            ])
        #expect(value(fields, "passedTo") == nil && value(fields, "result") == nil)
    }

    @Test("X13, CZ-48: who asks not to be named any more is on no form") func theFormForgetsWhoIsAnonymous()
        async throws
    {
        let intake = try await onAir()
        let number = try await call(intake, Self.named)["caseNumber"]
        let path = "/v1/districts/doumen/cases/\(number):amend"
        #expect(try await intake.send(.post, path, text: #"{"isAnonymous":true}"#).status == 200)
        let fields = try fields(try await form(intake), 0)
        #expect(["complainant", "address", "phone"].map { value(fields, $0) } == ["匿名", nil, nil])
    }

    @Test("DM-09: once the matter is with a unit the form says with which, and what came of it") func theFormFollows()
        async throws
    {
        let intake = try await onAir()
        let id = CaseID(try await call(intake, Self.named)["case"])
        let order = WorkOrderID("7d9f2f5e-0000-4000-8000-000000000001")
        let at = intake.clock.now()
        try await intake.hear(
            WorkOrderDispatched(
                case: id, workOrder: order, caseNumber: CaseNumber("DM-1"), unit: UnitID("housing"), basis: .direct,
                isLead: true, round: 1, channel: .onAir, isForeignMatter: false, isComplex: true, isAnonymous: false,
                callbackMethod: .phone, registeredAt: at, packVersion: "doumen-2016.1"),
            of: "doumen", at: at.advanced(bySeconds: 600))
        let answer = try intake.keys.seal(
            "已清理", field: "answer", of: SealSubject(district: DistrictID("doumen"), case: id),
            month: try #require(Month("2016-06")))
        try await intake.hear(
            WorkOrderAnswered(
                case: id, workOrder: order, unit: UnitID("housing"), round: 1, isToCitizen: true, answer: answer),
            of: "doumen", at: at.advanced(bySeconds: 1_200))
        try await intake.hear(
            WorkOrderClosed(
                case: id, workOrder: order, unit: UnitID("housing"), round: 1, callbackMethod: .phone,
                isAnonymous: false),
            of: "doumen", at: at.advanced(bySeconds: 1_800))
        let fields = try fields(try await form(intake), 0)
        #expect((value(fields, "passedTo"), value(fields, "passedTo", "at")) == ("区住建局", "2016-06-07T09:55:00Z"))
        #expect((value(fields, "result"), value(fields, "result", "at")) == ("已清理", "2016-06-07T10:15:00Z"))
        #expect(value(fields, "feedback", "at") == "2016-06-07T10:05:00Z")
    }

    @Test("CZ-48: on the form who left no way to be reached is 匿名") func anonymousOnTheForm() async throws {
        let intake = try await onAir()
        _ = try await call(intake, #"{"text":"t","isComplex":true,"caller":{"name":"陈伟"}}"#)
        intake.clock.advance(bySeconds: 1)
        _ = try await call(intake, #"{"text":"t","isComplex":true,"isAnonymous":true}"#)
        let form = try await form(intake)
        for index in 0...1 { #expect(value(try fields(form, index), "complainant") == "匿名") }
    }

    @Test("DM-09 X26: the form has the names of the district's documents, and a report's text stays closed")
    func namesAndReports() async throws {
        let intake = try await onAir()
        _ = try await call(intake, #"{"text":"某人受贿","category":"report","isComplex":true}"#)
        let form = try await form(intake)
        #expect((form.object["title"] as? [String: Any])?["zh"] as? String == "群众投诉问题登记表")
        #expect(form.list("alsoCalled") == ["问题登记表"])
        #expect(form.objects("entries").map { $0["isTextWithheld"] as? Bool } == [true])
        #expect(!form.body.contains("受贿"))
    }

    @Test("X27: who signs the form is the district's choice") func signatories() async throws {
        let intake = try await onAir(where: ("[承办单位意见, 承办机关意见]", "[承办机关意见, 分管领导意见]"))
        _ = try await call(intake, #"{"text":"t","isComplex":true,"isAnonymous":true}"#)
        let fields = try fields(await form(intake), 0)
        #expect(
            fields.filter { $0["signature"] as? String != "handler" && $0["signature"] != nil }
                .compactMap { ($0["label"] as? [String: Any])?["zh"] as? String } == ["承办机关意见", "分管领导意见"])
    }

    @Test func aFormWhoseKeyIsGoneHasEmptyBoxes() async throws {
        let intake = try await onAir()
        _ = try await call(intake, Self.named)
        try intake.keys.destroy(district: DistrictID("doumen"), month: try #require(Month("2016-06")))
        let form = try await form(intake)
        let fields = try fields(form, 0)
        #expect(form.status == 200 && value(fields, "complainant") == nil && value(fields, "matter") == nil)
    }

    @Test func whoMayReadTheFormAndOfWhichShow() async throws {
        let intake = try await onAir()
        for who in [Who.unit("housing"), .supervisor, .programme, .discipline, .otherDistrict] {
            #expect(try await form(intake, as: who).status == 403)
        }
        for who in [Who.citizen, .stranger] { #expect(try await form(intake, as: who).status == 401) }
        for show in ["2016-06-21", "'; --", "x"] {
            let path = "\(Self.doumen)/broadcasts/\(show.replacing(" ", with: "%20"))/registration-form"
            #expect(try await intake.send(.get, path).status == 404)
        }
        let unknown = "/v1/districts/atlantis/broadcasts/2016-06-07/registration-form"
        #expect(try await intake.send(.get, unknown).status == 404)
        #expect(try await form(intake).objects("entries").isEmpty)
    }
}
