import Contracts
import Foundation
import IntakeService
import Sealing
import TestSupport
import Testing

/// What the citizen of a repeat reads of the case that his is handled with.
@Suite struct RepeatOutcomeTests {
    private static let order = WorkOrderID("7d9f2f5e-0000-4000-8000-000000000001")
    private static let unit = UnitID("water-supply")

    private struct Raised {
        let number: String
        let id: CaseID
        let code: String
    }

    private struct Scene {
        let intake: IntakeFixture
        let parent: Raised
        let child: Raised

        init() async throws {
            intake = try await IntakeFixture()
            parent = try await Self.raise(intake, "五楼没有水", name: "王五", phone: "13800138000")
            child = try await Self.raise(intake, "五楼又没有水", name: "赵六", phone: "13900139000")
        }

        private static func raise(
            _ intake: IntakeFixture, _ text: String, name: String, phone: String
        ) async throws -> Raised {
            let answer = try await intake.post(
                "/appeals",
                """
                {"text":"\(text)","category":"complaint","callbackMethod":"text",
                "citizen":{"name":"\(name)","phone":"\(phone)"}}
                """)
            return Raised(number: answer["caseNumber"], id: CaseID(answer["case"]), code: answer["claimCode"])
        }

        func link(minute: Int64 = 10) async throws {
            intake.clock.advance(to: Self.at(minute))
            let answer = try await intake.post("/cases/\(child.number)/link", #"{"parent":"\#(parent.number)"}"#)
            #expect(answer.status == 200, "\(answer)")
        }

        func answer(_ raised: Raised, _ text: String, minute: Int64, round: Int = 1) async throws {
            let sealed = try intake.keys.seal(
                text, field: "answer", of: SealSubject(district: DistrictID("changzhou"), case: raised.id),
                month: Month(CivilDay(ofUTC: IntakeFixture.onAir)))
            try await intake.hear(
                WorkOrderAnswered(
                    case: raised.id, workOrder: RepeatOutcomeTests.order, unit: RepeatOutcomeTests.unit, round: round,
                    isToCitizen: true, answer: sealed), at: Self.at(minute))
        }

        func ask(_ raised: Raised, minute: Int64) async throws {
            try await intake.hear(
                CallbackScheduled(
                    case: raised.id, callback: CallbackID(raised.id.rawValue), workOrder: RepeatOutcomeTests.order,
                    unit: RepeatOutcomeTests.unit, round: 1, method: .text), at: Self.at(minute))
        }

        func complete(_ outcome: CallbackOutcome, minute: Int64) async throws {
            try await intake.hear(
                CallbackCompleted(
                    case: parent.id, callback: CallbackID(parent.id.rawValue), workOrder: RepeatOutcomeTests.order,
                    unit: RepeatOutcomeTests.unit, round: 1, outcome: outcome, satisfaction: 5, attempts: 1),
                at: Self.at(minute))
        }

        func status(_ raised: Raised) async throws -> Answer {
            try await intake.get("/cases/\(raised.number)", as: .citizen, headers: ["Claim-Code": raised.code])
        }

        static func at(_ minute: Int64) -> Instant { IntakeFixture.onAir.advanced(bySeconds: minute * 60) }
    }

    private func steps(_ status: Answer) -> [String] { status.objects("steps").compactMap { $0["state"] as? String } }

    @Test("CZ-20, DM-45: who is linked reads the outcome and the written answer of the earlier case by his own code")
    func theOutcomeIsReadByBoth() async throws {
        let scene = try await Scene()
        try await scene.answer(scene.child, "已转供水公司", minute: 5)
        try await scene.link()
        #expect(try await scene.status(scene.child)["answer"] == "已转供水公司")
        let closed = WorkOrderClosed(
            case: scene.parent.id, workOrder: Self.order, unit: Self.unit, round: 1, callbackMethod: .text,
            isAnonymous: false)
        try await scene.intake.hear(closed, at: Scene.at(21))
        try await scene.answer(scene.parent, "水泵已更换", minute: 20)
        let answered = try await scene.status(scene.child)
        #expect(answered["state"] == "closed" && answered["answer"] == "水泵已更换")
        try await scene.complete(.solved, minute: 30)
        let status = try await scene.status(scene.child)
        #expect(status["state"] == "completed" && status["answer"] == "水泵已更换")
        #expect(steps(status) == ["answered", "linked", "answered", "closed", "completed"])
        #expect(status.objects("steps").last?["outcome"] as? String == "solved")
        #expect(status.objects("steps").last?["unitName"] as? String == "通用水司")
        #expect(try await scene.status(scene.parent)["answer"] == "水泵已更换")
    }

    @Test(
        "DM-45: nothing else of the earlier case is shown: not its number, its citizen, his text or what is asked of him"
    )
    func nothingElseIsShown() async throws {
        let scene = try await Scene()
        try await scene.link()
        try await scene.intake.hear(
            CitizenContacted(
                case: scene.parent.id, workOrder: Self.order, unit: Self.unit, wasReached: true,
                wasToldProcedureAndLimit: true), at: Scene.at(12))
        #expect(try await scene.status(scene.child)["state"] == "linked")
        try await scene.answer(scene.parent, "水泵已更换", minute: 20)
        try await scene.ask(scene.parent, minute: 21)
        let status = try await scene.status(scene.child)
        #expect(status["state"] == "answered" && steps(status) == ["linked", "answered"])
        #expect(try await scene.status(scene.parent)["state"] == "callback")
        for word in [scene.parent.number, scene.parent.id.rawValue, "王五", "13800138000", "五楼没有水", "survey"] {
            #expect(!status.body.contains(word), "\(word)")
        }
    }

    @Test("DM-45: of what turned out to be a report nothing is read by who is linked to it") func aReportIsNotRead()
        async throws
    {
        let scene = try await Scene()
        try await scene.link()
        try await scene.answer(scene.parent, "已立案调查", minute: 20)
        let amended = try await scene.intake.post("/cases/\(scene.parent.number):amend", #"{"category":"report"}"#)
        #expect(amended.status == 200, "\(amended)")
        let status = try await scene.status(scene.child)
        #expect(status["state"] == "linked" && !status.body.contains("已立案调查"))
    }

    @Test("DM-45: who is linked is not asked here any more") func whoIsLinkedIsNotAsked() async throws {
        let scene = try await Scene()
        try await scene.answer(scene.child, "已转供水公司", minute: 5)
        try await scene.ask(scene.child, minute: 6)
        #expect(try await scene.status(scene.child)["survey"] == "open")
        try await scene.link()
        #expect(try await scene.status(scene.child)["survey"] == "")
        let said = try await scene.intake.send(
            .post, "\(IntakeFixture.changzhou)/cases/\(scene.child.number)/survey", text: #"{"outcome":"solved"}"#,
            as: .citizen, headers: ["Claim-Code": scene.child.code])
        #expect(said.status == 409 && said.body.contains("earlier one"))
        #expect(try await scene.intake.events(SurveyAnswered.self).isEmpty)
    }
}
