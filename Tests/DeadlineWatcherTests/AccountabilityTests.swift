import Contracts
import DeadlineWatcherService
import Messaging
import TestSupport
import Testing

/// Proposals of accountability and clues: from the clock or a person to a named person's decision.
@Suite struct AccountabilityTests {
    static let place = "/v1/districts/doumen/accountabilities"
    private static let decision = #"{"isUpheld":true,"reason":"无正当理由逾期"}"#

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

    private func decide(
        _ id: String, _ body: String = Self.decision, in watcher: WatcherFixture, as who: Who = .person(.supervisor)
    ) async throws -> Answer {
        try await watcher.send(.post, "\(Self.place)/\(id)/decision", text: body, as: who)
    }

    /// As the dossier has it: its texts.
    private func proposal(_ id: String, in watcher: WatcherFixture) async throws -> [String: String] {
        let dossier = try await watcher.send(.get, "\(Self.place)/\(id)", as: .discipline)
        return (dossier.object["proposal"] as? [String: Any] ?? [:]).compactMapValues { $0 as? String }
    }

    /// What no clock saw, as a person proposes it.
    private func fault(in watcher: WatcherFixture, _ tale: Tale) async throws -> String {
        let body = #"{"kind":"accountability","rule":"DM-46","ground":"otherFault","unit":"baijiao-town"}"#
        return try await watcher.send(
            .post, "/v1/districts/doumen/cases/\(tale.id)/accountabilities", text: body, as: .operator)[
                "accountability"]
    }

    @Test("DM-40, DM-43, X32: proposed with a dossier, decided once by a named person, and nothing follows by itself")
    func fromMissToDecision() async throws {
        let (watcher, tale, _) = try await ignored()
        let proposals = try await list(watcher, "?state=proposed&kind=accountability")
        #expect(proposals.count == 3 && proposals.allSatisfy { $0["rule"] as? String == "DM-43" })
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

        for who in [Who.person(.discipline), .person(.discipline), .person(.supervisor)] {
            let answer = try await decide(id, in: watcher, as: who)
            #expect(answer.status == 200 && answer["state"] == "decided" && answer["decidedBy"] == "discipline-1")
        }
        #expect(try await decide(id, #"{"isUpheld":false,"reason":"x"}"#, in: watcher).status == 409)
        let decided = try await watcher.events(AccountabilityDecided.self, of: "doumen").map(\.event)
        #expect(decided.count == 1 && decided.first?.isUpheld == true && decided.first?.decidedBy == "discipline-1")
        #expect(decided.first?.case == tale.id)
    }

    @Test("DM-43, X32: a shared token decides nothing, and is told what is needed")
    func aSharedTokenDecidesNothing() async throws {
        let (watcher, tale, _) = try await ignored()
        let proposed = try #require(try await list(watcher).first?["accountability"] as? String)
        for id in [proposed, try await fault(in: watcher, tale)] {
            let before = try await watcher.journal()
            for (who, role) in [(Who.supervisor, "supervisor"), (.discipline, "discipline")] {
                let answer = try await decide(id, in: watcher, as: who)
                #expect(answer.status == 403 && answer["title"] == "A named person decides this")
                #expect(answer["detail"].contains("person's own token") && answer["detail"].contains(role))
            }
            #expect(try await decide(id, in: watcher, as: .person(.operator)).status == 403)
            #expect(try await watcher.journal() == before)
            #expect(try await proposal(id, in: watcher)["state"] == "proposed")
        }
        // What is read and proposed is routine.
        #expect(try await list(watcher).filter { $0["ground"] as? String == "otherFault" }.count == 1)
    }

    @Test("DM-40, X32: a decision states its reason, which is kept sealed and read in the dossier")
    func theReason() async throws {
        let (watcher, tale, _) = try await ignored()
        let secret = "经查 13812345678 的投诉无人办理"
        let id = try await fault(in: watcher, tale)
        for (body, field) in [
            (#"{"isUpheld":true}"#, "reason"), (#"{"isUpheld":true,"reason":" \n "}"#, "reason"),
            (#"{"isUpheld":true,"reason":7}"#, "reason"), (#"{"isUpheld":true,"reason":"a\u0007b"}"#, "reason"),
            (#"{"isUpheld":true,"reason":"\#(String(repeating: "查", count: 1_001))"}"#, "reason"),
            (#"{"reason":"x"}"#, "isUpheld"),
        ] {
            let answer = try await decide(id, body, in: watcher)
            #expect(answer.status == 400 && answer.faults == [field], "\(body.prefix(60)): \(answer)")
        }
        #expect(try await watcher.events(AccountabilityDecided.self, of: "doumen").isEmpty)
        let longest = secret + String(repeating: "查", count: 1_000 - secret.unicodeScalars.count)
        let answer = try await decide(id, #"{"isUpheld":false,"reason":"\#(longest)"}"#, in: watcher)
        #expect(answer.status == 200 && !answer.body.contains("13812345678"))
        let decided = try await watcher.events(AccountabilityDecided.self, of: "doumen").map(\.event)
        #expect(decided.count == 1 && decided.first?.decidedBy == "supervisor-1" && decided.first?.isUpheld == false)
        #expect(decided.first?.reason?.keyId.hasPrefix("2016-06") == true)
        let kept = try await watcher.asAdmin(
            """
            SELECT (SELECT string_agg(a::text, '') FROM test_deadline_watcher.accountabilities a)
                || (SELECT string_agg(data, '') FROM test_deadline_watcher.journal)
            """)
        #expect(try kept.first?.decode(String.self).contains("13812345678") == false)
        #expect(try await proposal(id, in: watcher)["reason"] == longest)
        #expect(try await list(watcher, "?state=decided").first?["reason"] == nil)
    }

    @Test("DM-41, DM-46: what no clock sees a person proposes, once") func aPersonProposes() async throws {
        let (watcher, tale, _) = try await ignored()
        let place = "/v1/districts/doumen/cases/\(tale.id)/accountabilities"
        let body = #"{"kind":"accountability","rule":"DM-46","ground":"otherFault","unit":"baijiao-town"}"#
        let before = try await list(watcher, "?kind=accountability").count
        for _ in 1...2 { #expect(try await watcher.send(.post, place, text: body, as: .operator).status == 200) }
        let proposed = try await watcher.events(AccountabilityProposed.self, of: "doumen").map(\.event)
            .filter { $0.proposedBy != nil }
        #expect(proposed.map(\.ground) == ["otherFault"])
        #expect(try await list(watcher, "?kind=accountability").count == before + 1)
        for (body, field) in [
            (#"{"kind":"accountability","rule":"46","ground":"x"}"#, "rule"),
            (#"{"kind":"accountability","rule":"DM-26","ground":"x"}"#, "rule"),
            (#"{"kind":"referral","rule":"DM-46","ground":"x"}"#, "rule"),
            (#"{"kind":"referral","rule":"CZ-21","ground":"x"}"#, "rule"),
            (#"{"kind":"accountability","rule":"DM-46","ground":"tel13812345678"}"#, "ground"),
            (#"{"kind":"accountability","rule":"DM-46","ground":"A citizen said 13812345678"}"#, "ground"),
            (#"{"kind":"accountability","rule":"DM-46","ground":"x","unit":"../x"}"#, "unit"),
        ] {
            #expect(try await watcher.send(.post, place, text: body, as: .operator).faults == [field])
        }
        let nowhere = "/v1/districts/doumen/cases/00000000-0000-4000-8000-000000000000/accountabilities"
        #expect(try await watcher.send(.post, nowhere, text: body, as: .operator).status == 404)
    }

    @Test("DM-43: what people did comes back after a loss of the schema, once and under the same ids")
    func aRebuiltSchema() async throws {
        let (watcher, tale, _) = try await ignored()
        let id = try await fault(in: watcher, tale)
        #expect(try await decide(id, in: watcher).status == 200)
        let proposed = try #require(
            try await watcher.events(AccountabilityProposed.self, of: "doumen").first { $0.event.proposedBy != nil })
        let decided = try #require(try await watcher.events(AccountabilityDecided.self, of: "doumen").first)
        let before = try await said(watcher)
        try #require(before.count == 2)
        try await watcher.asAdmin(
            "TRUNCATE test_deadline_watcher.accountabilities, test_deadline_watcher.inbox, test_deadline_watcher.journal"
        )
        for _ in 1...2 {
            try await watcher.hear(proposed.event, of: "doumen", at: proposed.time, id: before[1])
            try await watcher.hear(decided.event, of: "doumen", at: decided.time, id: before[0])
        }
        #expect(try await said(watcher) == before)
        // The clocks' own proposals come back from the clocks, whose rows were not lost here.
        #expect(try await list(watcher).map { $0["rule"] as? String } == ["DM-46"])
        let known = try await proposal(id, in: watcher)
        #expect(known["reason"] == "无正当理由逾期" && known["decidedBy"] == "supervisor-1")
    }

    /// Ids of what people decided and proposed, in this order.
    private func said(_ watcher: WatcherFixture) async throws -> [String] {
        try await watcher.asAdmin(
            """
            SELECT event_id::text FROM test_deadline_watcher.journal
            WHERE type LIKE '%AccountabilityDecided'
                OR type LIKE '%AccountabilityProposed' AND data LIKE '%proposedBy%' ORDER BY type
            """
        ).map { try $0.decode(String.self) }
    }
}
