import Contracts
import Foundation
import HTTP
import IntakeService
import Messaging
import Sealing
import TestSupport
import Testing

@Suite struct StatusTests {
    private struct Asked {
        let id: CaseID
        let number: String
        let code: String
        var path: String { "/cases/\(number)" }
    }

    private func register(_ intake: IntakeFixture) async throws -> Asked {
        let answer = try await intake.post(
            "/appeals", #"{"text":"t","category":"complaint","isAnonymous":true}"#, as: .citizen)
        return Asked(id: CaseID(answer["case"]), number: answer["caseNumber"], code: answer["claimCode"])
    }

    private func ask(_ intake: IntakeFixture, _ asked: Asked, code: String? = nil) async throws -> Answer {
        try await intake.get(asked.path, as: .citizen, headers: ["Claim-Code": code ?? asked.code])
    }

    private let order = WorkOrderID("7d9f2f5e-0000-4000-8000-000000000001")
    private let unit = UnitID("water-supply")

    @Test func aCitizenReadsTheStatusByNumberAndClaimCode() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        let status = try await ask(intake, asked)
        #expect(status.status == 200)
        #expect(status["state"] == "registered")
        #expect(try await ask(intake, asked, code: asked.code.lowercased().replacing("-", with: "")).status == 200)
    }

    @Test func anUnknownNumberAndAWrongCodeAreToldAlike() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        let other = try await register(intake)
        let wrong = try await ask(intake, asked, code: other.code)
        let unknown = try await intake.get("/cases/CZ200514-999999", as: .citizen, headers: ["Claim-Code": asked.code])
        let none = try await intake.get(asked.path, as: .citizen)
        let nonsense = try await ask(intake, asked, code: "'; --")
        for answer in [wrong, unknown, none, nonsense] {
            #expect(answer.status == 404)
            #expect(answer.body == wrong.body)
        }
    }

    @Test func guessesOfAClaimCodeAreLimited() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        var statuses: Set<Int> = []
        for _ in 0..<12 { statuses.insert(try await ask(intake, asked, code: "0000-0000-000").status) }
        #expect(statuses == [404, 429])
    }

    @Test func whoAsksInInventedDistrictsIsLimitedBeforeTheyAreLookedUp() async throws {
        let intake = try await IntakeFixture()
        var statuses: [Int] = []
        for number in 0..<70 {
            let path = "/v1/districts/invented-\(number)/cases/CZ200514-000001"
            let survey = number.isMultiple(of: 2)
            statuses.append(
                try await intake.send(
                    survey ? .post : .get, path + (survey ? "/survey" : ""), text: survey ? "{}" : "", as: .citizen
                ).status)
        }
        #expect(statuses.prefix(60).allSatisfy { $0 == 404 })
        #expect(statuses.last == 429)
    }

    @Test func claimCodesAreStoredHashedOnly() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        let rows = try await intake.store.read(in: DistrictID("changzhou")) { transaction in
            try transaction.run("SELECT to_jsonb(cases)::text || (SELECT string_agg(data, '') FROM journal) FROM cases")
        }
        let stored = try rows.map { try $0.decode(String.self) }.joined()
        #expect(!stored.contains(asked.code))
        #expect(!stored.contains(asked.code.replacing("-", with: "")))
    }

    @Test func staffSeesTheStatusWithoutACodeAndOtherDistrictsDoNot() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        #expect(try await intake.get(asked.path).status == 200)
        #expect(try await intake.get(asked.path, as: .unit("water-supply")).status == 403)
        #expect(try await intake.get(asked.path, as: .otherDistrict).status == 403)
    }

    @Test func statusFollowsWhatTheOthersSayInWhateverOrderItComes() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        func at(_ minutes: Int64) -> Instant { IntakeFixture.onAir.advanced(bySeconds: minutes * 60) }
        let subject = SealSubject(district: DistrictID("changzhou"), case: asked.id)
        let sealed = try intake.keys.seal(
            "已修复", field: "answer", of: subject, month: try #require(Month("2020-05")))
        let closed = WorkOrderClosed(
            case: asked.id, workOrder: order, unit: unit, round: 1, callbackMethod: .none, isAnonymous: true)
        try await intake.hear(closed, at: at(30), id: "7d9f2f5e-0000-4000-8000-000000000009")
        try await intake.hear(
            WorkOrderAnswered(
                case: asked.id, workOrder: order, unit: unit, round: 1, isToCitizen: false, answer: sealed), at: at(20))
        try await intake.hear(WorkOrderSigned(case: asked.id, workOrder: order, unit: unit), at: at(10))
        try await intake.hear(dispatched(asked, round: 1), at: at(5))
        try await intake.hear(closed, at: at(30), id: "7d9f2f5e-0000-4000-8000-000000000009")
        let status = try await ask(intake, asked)
        #expect(status["state"] == "closed")
        #expect(status["unitName"] == "通用水司")
        #expect(status["answer"] == "已修复")
        #expect(
            status.objects("steps").compactMap { $0["state"] as? String }
                == ["dispatched", "signed", "answered", "closed"])
        try await intake.hear(
            CallbackWaived(
                case: asked.id, callback: CallbackID(order.rawValue), workOrder: order, unit: unit, round: 1,
                reason: "anonymous"), at: at(40))
        #expect(try await ask(intake, asked)["state"] == "completed")
        try await intake.hear(
            ReworkOrdered(
                case: asked.id, workOrder: order, unit: unit, previous: order, round: 2, reason: "irregular"),
            at: at(50))
        let again = try await ask(intake, asked)
        #expect(again["state"] == "rework")
        #expect(again.body.contains("二次留单") && again.body.contains("Being handled again"))
    }

    @Test func moreTimeChangesADateAndNotTheState() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        try await intake.hear(dispatched(asked, round: 1))
        let due = try #require(Instant(rfc3339: "2020-07-01T00:00:00Z"))
        let reason = SealedText(keyId: "k", box: "AAAA")
        try await intake.hear(
            ExtensionGranted(
                case: asked.id, workOrder: order, unit: unit, clock: ClockName("close"), due: due, originalDue: due,
                approver: "operator", reason: reason), at: IntakeFixture.onAir.advanced(bySeconds: 60))
        let status = try await ask(intake, asked)
        #expect(status["state"] == "dispatched")
        #expect(status.objects("steps").last?["due"] as? String == "2020-07-01T00:00:00Z")
    }

    @Test("CZ-46: the citizen deals with the lead; what an assistant does and writes is not shown")
    func anAssistantIsNotSeen() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        let assisting = WorkOrderID("7d9f2f5e-0000-4000-8000-000000000002")
        try await intake.hear(dispatched(asked, round: 1))
        try await intake.hear(
            WorkOrderDispatched(
                case: asked.id, workOrder: assisting, caseNumber: CaseNumber(asked.number), unit: UnitID("gas"),
                basis: .joint, isLead: false, round: 1, channel: .web, isForeignMatter: false, isComplex: false,
                isAnonymous: true, callbackMethod: .none, registeredAt: IntakeFixture.onAir,
                packVersion: "changzhou-2020.1"))
        let answer = try intake.keys.seal(
            "内部意见", field: "answer", of: SealSubject(district: DistrictID("changzhou"), case: asked.id),
            month: Month(CivilDay(ofUTC: IntakeFixture.onAir)))
        try await intake.hear(
            WorkOrderAnswered(
                case: asked.id, workOrder: assisting, unit: UnitID("gas"), round: 1, isToCitizen: false, answer: answer)
        )
        try await intake.hear(
            WorkOrderClosed(
                case: asked.id, workOrder: assisting, unit: UnitID("gas"), round: 1, callbackMethod: .none,
                isAnonymous: true))
        let status = try await ask(intake, asked)
        #expect(status["state"] == "dispatched" && status["unit"] == "water-supply")
        #expect(!status.body.contains("内部意见") && !status.body.contains("gas"))
    }

    @Test(
        "DM-28: what is answered under a letter the citizen reads, whether the unit leads or assists",
        arguments: [true, false])
    func anAnswerUnderALetter(isLead: Bool) async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        let assisting = WorkOrderID("7d9f2f5e-0000-4000-8000-000000000002")
        try await intake.hear(dispatched(asked, round: 1))
        try await intake.hear(
            WorkOrderDispatched(
                case: asked.id, workOrder: assisting, caseNumber: CaseNumber(asked.number), unit: UnitID("gas"),
                basis: .joint, isLead: false, round: 1, channel: .web, isForeignMatter: false, isComplex: false,
                isAnonymous: true, callbackMethod: .none, registeredAt: IntakeFixture.onAir,
                packVersion: "changzhou-2020.1"))
        let answer = try intake.keys.seal(
            "督办后已修复", field: "answer", of: SealSubject(district: DistrictID("changzhou"), case: asked.id),
            month: Month(CivilDay(ofUTC: IntakeFixture.onAir)))
        let letter = SupervisionID("7d9f2f5e-0000-4000-8000-000000000003")
        try await intake.hear(
            SupervisionAnswered(
                case: asked.id, supervision: letter, workOrder: isLead ? order : assisting,
                unit: isLead ? unit : UnitID("gas"), answer: answer),
            at: IntakeFixture.onAir.advanced(bySeconds: 60))
        let status = try await ask(intake, asked)
        #expect(status["state"] == "answered" && status["answer"] == "督办后已修复" && status["unit"] == "water-supply")
        let title = status.objects("steps").last?["title"] as? [String: String]
        #expect(title?["en"] == "Answered under supervision")
        #expect(try await ask(intake, asked, code: "0000-0000-000").body.contains("督办后已修复") == false)
    }

    @Test("DM-28: of escalations nothing but an answer to the citizen is stored")
    func otherEscalationsAreLeftOut() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        let letter = SupervisionID("7d9f2f5e-0000-4000-8000-000000000003")
        let sealed = SealedText(keyId: "k", box: "AAAA")
        let before = try await intake.count("inbox")
        try await intake.hear(
            SupervisionReported(case: asked.id, supervision: letter, unit: unit, report: sealed, feedback: sealed))
        #expect(try await intake.count("inbox") == before)
        #expect(try await intake.count("case_facts") == 0)
        try await intake.hear(SupervisionAnswered(case: asked.id, supervision: letter, unit: unit))
        #expect(try await intake.count("inbox") == before + 1)
        #expect(try await intake.count("case_facts") == 1)
    }

    private func dispatched(_ asked: Asked, round: Int) -> WorkOrderDispatched {
        WorkOrderDispatched(
            case: asked.id, workOrder: order, caseNumber: CaseNumber(asked.number), unit: unit, basis: .direct,
            isLead: true, round: round, channel: .web, isForeignMatter: false, isComplex: false, isAnonymous: true,
            callbackMethod: .none, registeredAt: IntakeFixture.onAir, packVersion: "changzhou-2020.1")
    }
}
