import Contracts
import TestSupport
import Testing

@testable import OperatorService

extension PipelineTests {
    /// What a person tells a service: recorded once, whether it dies just before or just after its commit.
    private struct Deed {
        let service: ServiceName
        let event: String
        let path: String
        var body = "{}"
        var who = "operator"
    }

    @Test(arguments: ["store.beforeCommit", "store.committed"])
    func whatPeopleDoIsDoneOnceAcrossAKill(point: String) async throws { try await Self.doDeeds(point, on: .one) }

    static func doDeeds(_ point: String, on cluster: Cluster) async throws {
        let pipeline = try await Pipeline.shared(on: cluster)
        let appeal = try await Appeal(in: pipeline, "deeds-\(point)", fields: #""isAnonymous":false"#)
        let order = try await appeal.workOrder()
        try await kill(
            at: point, appeal,
            Deed(
                service: .intake, event: "AppealAmended", path: "cases/\(appeal.number):amend",
                body: #"{"category":"consultation"}"#))
        for (verb, event, body) in [
            ("sign", "WorkOrderSigned", "{}"),
            ("contact", "CitizenContacted", #"{"wasReached":true,"wasToldProcedureAndLimit":true}"#),
            ("answer", "WorkOrderAnswered", #"{"text":"已经恢复供水"}"#),
        ] {
            try await kill(
                at: point, appeal,
                Deed(
                    service: .dispatch, event: event, path: "work-orders/\(order)/\(verb)", body: body,
                    who: "changzhou/xinbei"))
        }
        let callback = try await eventually("a callback", within: .seconds(30)) {
            try await pipeline.texts(
                .callbackSurvey, "SELECT callback::text FROM callbacks WHERE case_id = '\(appeal.id)'"
            ).first
        }
        try await kill(
            at: point, appeal,
            Deed(
                service: .callbackSurvey, event: "CallbackCompleted", path: "callbacks/\(callback)/outcome",
                body: #"{"outcome":"solved","satisfaction":5}"#))
        try await Books(pipeline: pipeline).check([appeal.number])
    }

    @Test(
        "DM-27, DM-28, DM-29: a letter is issued, received, answered and reported once across a kill; the citizen reads the answer",
        arguments: ["store.beforeCommit", "store.committed"])
    func aLetterIsIssuedOnceAcrossAKill(point: String) async throws { try await Self.issueALetter(point, on: .one) }

    static func issueALetter(_ point: String, on cluster: Cluster) async throws {
        let pipeline = try await Pipeline.shared(on: cluster)
        let (appeal, _) = try await noticed(in: pipeline, "letter-\(point)", secondsFromNow: 3)
        let supervision = try await proposal(about: appeal)
        for (verb, event) in [("letter", "SupervisionLetterIssued"), ("receipt", "SupervisionLetterReceived")] {
            try await kill(
                at: point, appeal,
                Deed(
                    service: .deadlineWatcher, event: event, path: "supervisions/\(supervision)/\(verb)",
                    who: "supervisor"))
        }
        let deadlines = try await appeal.deadlines()
        #expect(deadlines.contains("letter-reply running") && deadlines.contains("letter-report running"))
        for (verb, event, body) in [
            ("answer", "SupervisionAnswered", #"{"text":"督办后已修复"}"#),
            ("report", "SupervisionReported", #"{"text":"已派人修复","feedback":"满意"}"#),
        ] {
            try await kill(
                at: point, appeal,
                Deed(
                    service: .deadlineWatcher, event: event, path: "supervisions/\(supervision)/\(verb)", body: body,
                    who: "doumen/jingan"))
        }
        try await pipeline.rest()
        let seen = try await appeal.look()
        #expect(seen["state"] == "answered" && seen["answer"] == "督办后已修复")
        try await Books(pipeline: pipeline).check([appeal.number])
    }

    @Test("CZ-18: an objection has a clock of its own, and is ruled on once")
    func anObjectionHasItsOwnClock() async throws {
        let pipeline = try await Pipeline.shared()
        let appeal = try await Appeal(in: pipeline, "objection")
        let order = try await appeal.workOrder()
        let (duty, path) = (#"{"duty":"供水由市水务集团负责"}"#, "changzhou/work-orders/\(order)")
        try await appeal.act(order, "object", duty)
        _ = try await eventually("a ruling that is due", within: .seconds(30)) {
            try await appeal.deadlines().contains("objection running") ? true : nil
        }
        try await pipeline.ask(.dispatch, "\(path)/decide-objection", #"{"isUpheld":false}"#)
        let refusal = await #expect(throws: Unexpected.self) {
            try await appeal.act(order, "object", #"{"duty":"仍不是本单位职责"}"#)
        }
        #expect(refusal?.answer.status == 409)
        try await appeal.handle()
        try await Books(pipeline: pipeline).check([appeal.number])
        #expect(try await appeal.deadlines().contains("objection met"))
    }

    static func proposal(about appeal: Appeal) async throws -> String {
        try await eventually("a proposal", within: .seconds(40)) {
            try await appeal.pipeline.texts(
                .deadlineWatcher,
                "SELECT supervision::text FROM supervisions WHERE case_id = '\(appeal.id)' AND proposed_at IS NOT NULL"
            ).first
        }
    }

    /// The client asks again until it is answered, as it has to.
    private static func kill(at point: String, _ appeal: Appeal, _ deed: Deed) async throws {
        let pipeline = appeal.pipeline
        try await pipeline.rest()
        try await killing(pipeline, [Place(deed.service, point)]) {
            try await pipeline.ask(deed.service, "\(appeal.district)/\(deed.path)", deed.body, as: deed.who)
        }
        let said = "journal WHERE type = 'hotline.\(deed.event)' AND subject = '\(appeal.id)'"
        #expect(try await pipeline.count(deed.service, said) == 1, "\(deed.event) at \(point)")
    }
}

extension PipelineOnThreeTests {
    @Test(.onThreeBrokers) func whatPeopleDoIsDoneOnceAcrossAKill() async throws {
        try await PipelineTests.doDeeds("store.committed", on: .three)
    }

    @Test(
        "DM-27, DM-28, DM-29: a letter is issued, received, answered and reported once across a kill", .onThreeBrokers)
    func aLetterIsIssuedOnceAcrossAKill() async throws {
        try await PipelineTests.issueALetter("store.committed", on: .three)
    }
}
