import Contracts
import DeadlineWatcherService
import Messaging
import TestSupport
import Testing

/// Proposals of accountability and clues: from the clock or a person to a named person's decision.
@Suite struct AccountabilityTests {
    private static let place = "/v1/districts/doumen/accountabilities"

    /// A complaint that nobody answered, with a letter that nobody answered either.
    private func ignored() async throws -> (WatcherFixture, Tale, Desk) {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45")
        try await tale.dispatched("2016-06-07T18:40", registered: "2016-06-07T17:45")
        try await watcher.pass(to: "2016-06-16T09:00")
        let desk = try await Desk(watcher, "doumen")
        #expect(try await desk.post("letter", as: .supervisor).status == 200)
        #expect(try await desk.post("receipt", as: .supervisor).status == 200)
        try await watcher.pass(to: "2016-07-10T09:00")
        return (watcher, tale, desk)
    }

    private func list(_ watcher: WatcherFixture, _ query: String = "") async throws -> [[String: Any]] {
        try await watcher.send(.get, Self.place + query, as: .supervisor).objects("accountabilities")
    }

    @Test("DM-40, DM-43, X32: proposed with a dossier, decided once by a named person, and nothing follows by itself")
    func fromMissToDecision() async throws {
        let (watcher, tale, _) = try await ignored()
        let proposals = try await list(watcher, "?state=proposed&kind=accountability")
        #expect(proposals.count == 2 && proposals.allSatisfy { $0["rule"] as? String == "DM-43" })
        let id = try #require(proposals.first?["accountability"] as? String)

        let dossier = try await watcher.send(.get, "\(Self.place)/\(id)", as: .discipline)
        let timeline = dossier.objects("timeline").compactMap { $0["event"] as? String }
        #expect(timeline.prefix(2) == ["AppealRegistered", "WorkOrderDispatched"])
        #expect(timeline.contains("SupervisionLetterReceived"))
        #expect(dossier.objects("supervisions").count == 1)
        #expect(
            dossier.objects("deadlines").contains {
                $0["rule"] as? String == "DM-28" && $0["status"] as? String == "missed"
            })
        #expect(dossier["caseNumber"] == "N-1")
        #expect(!dossier.body.contains("box") && !dossier.body.contains("keyId"))

        for _ in 1...2 {
            let answer = try await watcher.send(
                .post, "\(Self.place)/\(id)/decision", text: #"{"isUpheld":true}"#, as: .discipline)
            #expect(answer.status == 200 && answer["state"] == "decided")
        }
        let other = try await watcher.send(
            .post, "\(Self.place)/\(id)/decision", text: #"{"isUpheld":false}"#, as: .supervisor)
        #expect(other.status == 409)
        let decided = try await watcher.events(AccountabilityDecided.self, of: "doumen").map(\.event)
        #expect(decided.count == 1 && decided.first?.isUpheld == true && decided.first?.decidedBy.isEmpty == false)
        #expect(decided.first?.case == tale.id)
    }

    @Test("CZ-21, DM-46: what no clock sees a person proposes, once") func aPersonProposes() async throws {
        let (watcher, tale, _) = try await ignored()
        let place = "/v1/districts/doumen/cases/\(tale.id)/accountabilities"
        let body = #"{"kind":"referral","rule":"DM-46","ground":"adverseEffect","unit":"baijiao-town"}"#
        for _ in 1...2 { #expect(try await watcher.send(.post, place, text: body, as: .operator).status == 200) }
        let proposed = try await watcher.events(ReferralProposed.self, of: "doumen").map(\.event)
        #expect(proposed.count == 1 && proposed.first?.proposedBy?.isEmpty == false)
        #expect(try await list(watcher, "?kind=referral").count == 1)
        for (body, field) in [
            (#"{"kind":"referral","rule":"46","ground":"x"}"#, "rule"),
            (#"{"kind":"referral","rule":"DM-46","ground":"tel13812345678"}"#, "ground"),
            (#"{"kind":"referral","rule":"DM-46","ground":"A citizen said 13812345678"}"#, "ground"),
            (#"{"kind":"referral","rule":"DM-46","ground":"x","unit":"../x"}"#, "unit"),
        ] {
            #expect(try await watcher.send(.post, place, text: body, as: .operator).faults == [field])
        }
        let nowhere = "/v1/districts/doumen/cases/00000000-0000-4000-8000-000000000000/accountabilities"
        #expect(try await watcher.send(.post, nowhere, text: body, as: .operator).status == 404)
    }

    @Test("DM-43: what people did comes back after a loss of the schema, once and under the same ids")
    func aRebuiltSchema() async throws {
        let (watcher, tale, _) = try await ignored()
        let id = try #require(try await list(watcher).first?["accountability"] as? String)
        _ = try await watcher.send(.post, "\(Self.place)/\(id)/decision", text: #"{"isUpheld":true}"#, as: .supervisor)
        let body = #"{"kind":"accountability","rule":"DM-46","ground":"otherFault"}"#
        _ = try await watcher.send(
            .post, "/v1/districts/doumen/cases/\(tale.id)/accountabilities", text: body, as: .supervisor)
        let ids = try await said(watcher)
        let proposed = try #require(
            try await watcher.events(AccountabilityProposed.self, of: "doumen").first { $0.event.proposedBy != nil })
        try await watcher.asAdmin(
            "TRUNCATE test_deadline_watcher.accountabilities, test_deadline_watcher.inbox, test_deadline_watcher.journal"
        )
        for _ in 1...2 {
            try await watcher.hear(proposed.event, of: "doumen", at: proposed.time, id: ids[1])
        }
        #expect(try await said(watcher) == [ids[1]])
        // The clocks' own proposals come back from the clocks, whose rows were not lost here.
        #expect(try await list(watcher).map { $0["rule"] as? String } == ["DM-46"])
    }

    /// Ids of what people decided and proposed, in this order.
    private func said(_ watcher: WatcherFixture) async throws -> [String] {
        try await watcher.asAdmin(
            """
            SELECT event_id::text FROM test_deadline_watcher.journal
            WHERE type LIKE '%AccountabilityDecided' OR type LIKE '%AccountabilityProposed' AND data LIKE '%proposedBy%'
            ORDER BY type
            """
        ).map { try $0.decode(String.self) }
    }
}
