import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// What a unit writes under a letter, and the order in which a letter goes.
@Suite struct LetterTextTests {
    private static let place = "/v1/districts/doumen/supervisions"

    enum Stage: String, CaseIterable {
        case proposed, issued, received, answered, reported, concluded
    }

    /// A complaint that nobody answered in time, and its letter as far as that stage.
    private func letter(_ stage: Stage) async throws -> (WatcherFixture, Tale, Desk) {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45")
        try await tale.dispatched("2016-06-07T18:40", registered: "2016-06-07T17:45")
        try await watcher.pass(to: "2016-06-16T09:00")
        let desk = try await Desk(watcher, "doumen")
        for step in Stage.allCases.prefix(through: try #require(Stage.allCases.firstIndex(of: stage))) {
            let answer =
                switch step {
                case .proposed: try await watcher.send(.get, Self.place, as: .supervisor)
                case .issued: try await desk.post("letter", as: .supervisor)
                case .received: try await desk.post("receipt")
                case .answered: try await desk.answer()
                case .reported: try await desk.report()
                case .concluded: try await desk.conclude()
                }
            try #require(answer.status == 200, "\(step): \(answer)")
        }
        return (watcher, tale, desk)
    }

    /// At one stage, what each act is answered.
    struct Row: CustomTestStringConvertible, Sendable {
        let stage: Stage
        let receipt, answer, report, accepted, insufficient: Int

        var testDescription: String { stage.rawValue }
    }

    private static let order = [
        Row(stage: .proposed, receipt: 409, answer: 409, report: 409, accepted: 409, insufficient: 409),
        Row(stage: .issued, receipt: 200, answer: 409, report: 409, accepted: 409, insufficient: 200),
        Row(stage: .received, receipt: 200, answer: 200, report: 409, accepted: 409, insufficient: 200),
        Row(stage: .answered, receipt: 200, answer: 200, report: 200, accepted: 409, insufficient: 200),
        Row(stage: .reported, receipt: 200, answer: 200, report: 200, accepted: 200, insufficient: 200),
        Row(stage: .concluded, receipt: 200, answer: 200, report: 200, accepted: 200, insufficient: 409),
    ]

    @Test(
        "DM-27, DM-28, DM-29: letter, receipt, answer, report, conclusion, and no other order but a supervisor's patience",
        arguments: order, ["receipt", "answer", "report", "accepted", "insufficient"])
    func theOrder(row: Row, act: String) async throws {
        let (watcher, _, desk) = try await letter(row.stage)
        let before = try await watcher.journal()
        let (answer, status) =
            switch act {
            case "receipt": (try await desk.post("receipt"), row.receipt)
            case "answer": (try await desk.answer(), row.answer)
            case "report": (try await desk.report(), row.report)
            case "accepted": (try await desk.conclude("accepted"), row.accepted)
            default: (try await desk.conclude("insufficient"), row.insufficient)
            }
        #expect(answer.status == status, "\(answer)")
        if status == 409 {
            #expect(try await watcher.journal() == before)
            #expect(!answer["detail"].isEmpty)
        }
    }

    @Test("DM-29: a refusal names what is missing")
    func whatIsMissing() async throws {
        let (_, _, desk) = try await letter(.issued)
        #expect(try await desk.conclude()["detail"].contains("receipt"))
        #expect(try await desk.post("receipt").status == 200)
        #expect(try await desk.report()["detail"] == "The answer to the citizen is not on record.")
        #expect(try await desk.conclude()["detail"] == "The answer to the citizen is not on record.")
        #expect(try await desk.answer().status == 200)
        #expect(try await desk.conclude()["detail"] == "The unit's report is not on record.")
    }

    @Test("DM-28, DM-29: once concluded as insufficient, a letter takes no answer and no report")
    func afterTheConclusion() async throws {
        let (watcher, _, desk) = try await letter(.received)
        #expect(try await desk.conclude("insufficient").status == 200)
        let before = try await watcher.journal()
        #expect(try await desk.answer().status == 409)
        #expect(try await desk.report().status == 409)
        #expect(try await watcher.journal() == before)
    }

    @Test("DM-27: a letter whose miss has been withdrawn is concluded as it stands")
    func aWithdrawnMiss() async throws {
        let (_, tale, desk) = try await letter(.issued)
        #expect(try await desk.conclude().status == 409)
        try await tale.hear(tale.answered, "2016-06-15T17:30")
        #expect(try await desk.conclude()["state"] == "concluded")
    }

    @Test(
        "DM-28: past its due instants an unanswered letter is insufficient, never accepted; a late answer still counts")
    func pastBothDueInstants() async throws {
        let (watcher, _, desk) = try await letter(.received)
        try await watcher.pass(to: "2016-07-10T09:00")
        #expect(try await watcher.row(of: "letter-report")?.status == "missed")
        #expect(try await desk.conclude().status == 409)
        #expect(try await desk.answer().status == 200)
        #expect(try await desk.report().status == 200)
        #expect(try await desk.conclude().status == 200)
    }

    @Test(
        "DM-28, DM-29: what is blank, too long, of a wrong type or not text is refused by its field, and changes nothing"
    )
    func hostileTexts() async throws {
        let (watcher, _, desk) = try await letter(.received)
        let before = try await watcher.journal()
        let long = String(repeating: "长", count: 5_001)
        for text in ["null", #"" \n ""#, #""\#(long)""#, "7", #"["x"]"#, #"{"a":"x"}"#, #""a\u0007b""#, #""a\u0000b""#]
        {
            let answered = try await desk.post("answer", #"{"text":\#(text)}"#)
            #expect(answered.status == 400 && answered.faults == ["text"], "\(text.prefix(20)): \(answered)")
            let reported = try await desk.post("report", #"{"text":\#(text),"feedback":"满意"}"#)
            #expect(reported.status == 400 && reported.faults == ["text"], "\(text.prefix(20)): \(reported)")
            let said = try await desk.post("report", #"{"text":"已修复","feedback":\#(text)}"#)
            #expect(said.status == 400 && said.faults == ["feedback"], "\(text.prefix(20)): \(said)")
        }
        #expect(try await desk.post("answer", "{}").faults == ["text"])
        #expect(try await desk.post("report", "{}").faults == ["text", "feedback"])
        #expect(try await watcher.journal() == before)
        #expect(try await desk.answer(String(repeating: "长", count: 5_000)).status == 200)
    }

    @Test("DM-28, DM-29: the same text again is the same, another one is refused")
    func onceOnly() async throws {
        let (watcher, _, desk) = try await letter(.reported)
        let before = try await watcher.journal()
        #expect(try await desk.answer()["answer"] == "已修复路面")
        #expect(try await desk.report()["report"] == "已派人修复")
        #expect(try await desk.answer("另一答复").status == 409)
        #expect(try await desk.report("另一报告").status == 409)
        #expect(try await desk.report(feedback: "不满意").status == 409)
        #expect(try await watcher.journal() == before)
    }

    @Test(
        "DM-28, DM-29: kept sealed under the case's month, and read by supervisor, operator, the unit and in the dossier"
    )
    func whoReads() async throws {
        let (watcher, tale, desk) = try await letter(.received)
        let secret = "已致电 13812345678"
        #expect(try await desk.answer(secret)["answer"] == secret)
        let reported = try await desk.report("\(secret)办结", feedback: "\(secret)满意")
        #expect(reported["report"] == "\(secret)办结" && reported["feedback"] == "\(secret)满意")
        let kept = try await watcher.asAdmin(
            """
            SELECT (SELECT string_agg(s::text, '') FROM test_deadline_watcher.supervisions s)
                || (SELECT string_agg(facts, '') FROM test_deadline_watcher.case_states)
                || (SELECT string_agg(data, '') FROM test_deadline_watcher.journal)
            """)
        #expect(try kept.first?.decode(String.self).contains("13812345678") == false)
        let said = try #require(try await watcher.events(SupervisionAnswered.self, of: "doumen").first?.event)
        #expect(said.answer?.keyId.hasPrefix("2016-06") == true)
        for who in [Who.supervisor, .operator, .unit("baijiao-town")] {
            let shown = try await watcher.send(.get, Self.place, as: who).objects("supervisions").first
            #expect(shown?["answer"] as? String == secret && shown?["feedback"] as? String == "\(secret)满意")
            #expect(shown?["sealed"] == nil)
        }
        #expect(try await watcher.send(.get, Self.place, as: .unit("housing")).objects("supervisions").isEmpty)
        let order = #"{"kind":"accountability","rule":"DM-46","ground":"otherFault"}"#
        let proposed = try await watcher.send(
            .post, "/v1/districts/doumen/cases/\(tale.id)/accountabilities", text: order, as: .person(.supervisor))
        let dossier = try await watcher.send(
            .get, "/v1/districts/doumen/accountabilities/\(proposed["accountability"])", as: .discipline)
        #expect(dossier.objects("supervisions").first?["report"] as? String == "\(secret)办结")
    }

    @Test("DM-28, DM-29: the texts come back after a loss of the schema, once and under the same ids")
    func aRebuiltSchema() async throws {
        let (watcher, _, desk) = try await letter(.reported)
        let answered = try #require(try await watcher.events(SupervisionAnswered.self, of: "doumen").first)
        let reported = try #require(try await watcher.events(SupervisionReported.self, of: "doumen").first)
        try await watcher.asAdmin(
            """
            UPDATE test_deadline_watcher.supervisions SET answered_at = NULL, reported_at = NULL, answer_key = NULL,
                answer_box = NULL, report_key = NULL, report_box = NULL, feedback_key = NULL, feedback_box = NULL
            """)
        try await watcher.asAdmin("TRUNCATE test_deadline_watcher.inbox, test_deadline_watcher.journal")
        for _ in 1...2 {
            try await watcher.hear(
                answered.event, of: "doumen", at: answered.time, id: answered.id.rawValue)
            try await watcher.hear(
                reported.event, of: "doumen", at: reported.time, id: reported.id.rawValue)
        }
        let shown = try await watcher.send(.get, Self.place, as: .supervisor).objects("supervisions").first
        #expect(shown?["answer"] as? String == "已修复路面")
        #expect(shown?["report"] as? String == "已派人修复" && shown?["feedback"] as? String == "满意")
        #expect(try await watcher.events(SupervisionAnswered.self, of: "doumen").map(\.id) == [answered.id])
        #expect(try await watcher.events(SupervisionReported.self, of: "doumen").map(\.id) == [reported.id])
        #expect(try await desk.answer().status == 200)
    }

    @Test("DM-28: a step of an older version has no text, and takes none afterwards")
    func whatIsOlder() async throws {
        let (watcher, tale, desk) = try await letter(.received)
        try await tale.hear(
            SupervisionAnswered(case: tale.id, supervision: SupervisionID(desk.supervision), unit: tale.unit),
            "2016-06-16T10:00")
        let shown = try await watcher.send(.get, Self.place, as: .supervisor).objects("supervisions").first
        #expect(shown?["answeredAt"] is String && shown?["answer"] == nil)
        #expect(try await desk.answer().status == 409)
        #expect(try await desk.report().status == 200)
    }
}
