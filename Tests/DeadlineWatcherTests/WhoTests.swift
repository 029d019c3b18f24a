import Contracts
import DeadlineWatcherService
import TestSupport
import Testing

/// Who did it: on record with each step of supervision, and in the dossier.
@Suite struct WhoTests {
    private static let order = #"{"kind":"accountability","rule":"DM-46","ground":"otherFault"}"#

    /// A complaint that the unit objected to, got more time for and answered late, and a letter with all its steps.
    private func handled() async throws -> (WatcherFixture, Tale, Desk) {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45")
        try await tale.dispatched("2016-06-07T18:40", registered: "2016-06-07T17:45")
        try await tale.hear(
            ObjectionDecided(
                case: tale.id, workOrder: tale.order, unit: tale.unit, isUpheld: false, by: "operator",
                decidedBy: "operator-1"), "2016-06-08T10:00")
        try await watcher.pass(to: "2016-06-16T09:00")
        let desk = try await Desk(watcher, "doumen")
        #expect(try await desk.post("letter", as: .supervisor).status == 200)
        #expect(try await desk.post("receipt").status == 200)
        #expect(try await desk.answer().status == 200)
        try await tale.hear(
            WorkOrderAnswered(
                case: tale.id, workOrder: tale.order, unit: tale.unit, round: 1, isToCitizen: true,
                answeredBy: "baijiao-town-3"), "2016-06-16T09:30")
        try await watcher.pass(to: "2016-06-17T09:00")
        #expect(try await desk.report().status == 200)
        #expect(
            try await desk.post("conclude", #"{"conclusion":"accepted"}"#, as: .person(.supervisor)).status == 200)
        return (watcher, tale, desk)
    }

    @Test("DM-27, DM-28, DM-29: each step of supervision tells whose account took it, a shared one too")
    func stepsOfSupervision() async throws {
        let (watcher, _, desk) = try await handled()
        let issued = try await watcher.events(SupervisionLetterIssued.self, of: "doumen").map(\.event)
        #expect(issued.map(\.issuedBy) == ["supervisor"] && issued.map(\.issuer) == ["supervisor"])
        let concluded = try await watcher.events(SupervisionConcluded.self, of: "doumen").map(\.event)
        #expect(concluded.map(\.concludedBy) == ["supervisor-1"] && concluded.map(\.by) == ["supervisor"])
        #expect(
            try await watcher.events(SupervisionLetterReceived.self, of: "doumen").map(\.event.receivedBy)
                == ["baijiao-town"])
        #expect(
            try await watcher.events(SupervisionAnswered.self, of: "doumen").map(\.event.answeredBy)
                == ["baijiao-town"])
        #expect(
            try await watcher.events(SupervisionReported.self, of: "doumen").map(\.event.reportedBy)
                == ["baijiao-town"])
        let listed = try await watcher.send(.get, "/v1/districts/doumen/supervisions", as: .unit("baijiao-town"))
            .objects("supervisions").first { $0["supervision"] as? String == desk.supervision }
        let shown = try #require(listed).compactMapValues { $0 as? String }
        #expect(shown["issuedBy"] == "supervisor" && shown["concludedBy"] == "supervisor-1")
        for step in ["receivedBy", "answeredBy", "reportedBy"] { #expect(shown[step] == "baijiao-town") }
    }

    @Test("DM-40: the dossier tells who answered and decided, entry by entry, and all of them together")
    func theDossier() async throws {
        let (watcher, tale, _) = try await handled()
        let proposed = try await watcher.send(
            .post, "/v1/districts/doumen/cases/\(tale.id)/accountabilities", text: Self.order, as: .person(.supervisor))
        let place = "/v1/districts/doumen/accountabilities/\(proposed["accountability"])"
        let dossier = try await watcher.send(.get, place, as: .person(.discipline))
        let who = dossier.objects("timeline").map { entry in
            [entry["event"] as? String ?? "", entry["account"] as? String ?? ""]
        }
        #expect(
            who == [
                ["AppealRegistered", ""], ["WorkOrderDispatched", ""], ["ObjectionDecided", "operator-1"],
                ["SupervisionLetterIssued", "supervisor"], ["SupervisionLetterReceived", "baijiao-town"],
                ["SupervisionAnswered", "baijiao-town"], ["WorkOrderAnswered", "baijiao-town-3"],
                ["SupervisionReported", "baijiao-town"], ["SupervisionConcluded", "supervisor-1"],
            ])
        #expect(
            dossier.list("accounts") == ["baijiao-town", "baijiao-town-3", "operator-1", "supervisor", "supervisor-1"])
        #expect((dossier.object["proposal"] as? [String: Any])?["proposedBy"] as? String == "supervisor-1")
    }

    @Test("DM-27: who took a step comes back after a loss of the schema; what is older has nobody")
    func aRebuiltSchema() async throws {
        let (watcher, tale, desk) = try await handled()
        let issued = try #require(try await watcher.events(SupervisionLetterIssued.self, of: "doumen").first)
        let received = try #require(try await watcher.events(SupervisionLetterReceived.self, of: "doumen").first)
        try await watcher.asAdmin(
            """
            UPDATE test_deadline_watcher.supervisions SET issued_at = NULL, issued_by = NULL, received_at = NULL,
                received_by = NULL, answered_at = NULL, answered_by = NULL, reported_at = NULL, reported_by = NULL,
                concluded_at = NULL, concluded_by = NULL
            """)
        try await watcher.asAdmin("TRUNCATE test_deadline_watcher.inbox, test_deadline_watcher.journal")
        try await tale.hear(issued.event, "2016-06-16T09:00")
        let older = SupervisionLetterReceived(
            case: received.event.case, supervision: received.event.supervision, workOrder: received.event.workOrder,
            unit: received.event.unit)
        try await tale.hear(older, "2016-06-16T09:00")
        let rows = try await watcher.asAdmin(
            """
            SELECT issued_by, received_by, received_at IS NOT NULL FROM test_deadline_watcher.supervisions
            WHERE supervision = '\(desk.supervision)'
            """)
        let (by, receiver, isReceived) = try #require(try rows.first?.decode((String?, String?, Bool).self))
        #expect(by == "supervisor" && receiver == nil && isReceived)
    }
}
