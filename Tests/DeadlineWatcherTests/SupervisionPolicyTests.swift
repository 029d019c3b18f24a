import Contracts
import DeadlineWatcherService
import TestSupport
import Testing

/// Who issues a letter, and on what form it is proposed, as each district's pack has it.
@Suite struct SupervisionPolicyTests {
    /// A complaint that nobody answered, so that supervision is proposed.
    private func proposed(_ policies: [(String, String)] = []) async throws -> Desk {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        if !policies.isEmpty {
            var source = try WatcherFixture.deploy("districts/doumen/pack.yaml")
            for (old, new) in policies {
                #expect(source.contains(old))
                source = source.replacing(old, with: new)
            }
            source = source.replacing(#"version: "doumen-2016.1""#, with: #"version: "doumen-2016.2""#)
            source = source.replacing("version: doumen-2016.1", with: "version: doumen-2016.2")
            let from = try #require(CivilDay("2016-06-08"))
            try await watcher.hear(
                RulePackAdopted(version: "doumen-2016.2", effectiveFrom: from, source: source), of: "doumen",
                at: at("2016-06-07T18:30"))
        }
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45")
        try await tale.dispatched("2016-06-07T18:40", registered: "2016-06-07T17:45")
        try await watcher.pass(to: "2016-06-16T09:00")
        return try await Desk(watcher, "doumen")
    }

    private func form(_ desk: Desk) async throws -> Answer {
        try await desk.watcher.send(
            .get, "/v1/districts/doumen/supervisions/\(desk.supervision)/proposal-form", as: .supervisor)
    }

    @Test("DM-27, X22: the supervisor issues the letter, where the pack says so") func whoeverIssues() async throws {
        let desk = try await proposed()
        #expect(try await desk.post("letter", as: .operator).status == 403)
        #expect(try await desk.post("letter", as: .supervisor).status == 200)
        let issued = try await desk.watcher.events(SupervisionLetterIssued.self, of: "doumen")
        #expect(issued.map(\.event.issuer) == ["supervisor"])
    }

    @Test("X22: another pack has the operator issue it") func anotherIssuer() async throws {
        let desk = try await proposed([("supervision.issuer: supervisor", "supervision.issuer: operator")])
        #expect(try await desk.post("letter", as: .supervisor).status == 403)
        #expect(try await desk.post("letter", as: .operator).status == 200)
        let issued = try await desk.watcher.events(SupervisionLetterIssued.self, of: "doumen")
        #expect(issued.map(\.event.issuer) == ["operator"])
    }

    @Test("DM-27, X23: the proposal's form says what a supervisor must know") func theProposalHasAForm() async throws {
        let desk = try await proposed()
        let answer = try await form(desk)
        #expect(answer.status == 200, "\(answer)")
        #expect((answer.object["title"] as? [String: String])?["zh"] == "建议督办表")
        #expect(answer["caseNumber"] == "N-1")
        #expect(answer["unit"] == "baijiao-town")
        #expect(answer["clause"] == "附件1 二")
        #expect(answer["due"] == "2016-06-15T09:30:00Z")
        #expect(answer["ground"] == "overdue")
        #expect(answer["drafter"] == "operator")
        #expect((answer.object["reckoning"] as? [String: String])?["zh"]?.contains("调休上班") == true)
        let nobody = "/v1/districts/doumen/supervisions/00000000-0000-4000-8000-000000000000/proposal-form"
        #expect(try await desk.watcher.send(.get, nobody, as: .supervisor).status == 404)
        #expect(try await desk.watcher.send(.get, nobody, as: .unit("baijiao-town")).status == 403)
        let elsewhere = "/v1/districts/nowhere/supervisions/\(desk.supervision)/proposal-form"
        #expect(try await desk.watcher.send(.get, elsewhere, as: .supervisor).status == 404)
    }

    @Test("X23: another pack has no such form") func noForm() async throws {
        let desk = try await proposed([("supervision.proposalForm: minimal", "supervision.proposalForm: none")])
        #expect(try await form(desk).status == 409)
    }
}
