import Contracts
import DeadlineWatcherService
import TestSupport
import Testing

/// Every situation of both packs, as a person proposes it.
@Suite struct SituationTableTests {
    struct Situation: CustomTestStringConvertible, Sendable {
        let rule: String
        let district: String
        let kind: String

        var testDescription: String { "\(rule) \(district): \(kind)" }
    }

    static let all =
        [
            Situation(rule: "CZ-21", district: "changzhou", kind: "referral"),
            Situation(rule: "CZ-53", district: "changzhou", kind: "referral"),
        ] + (41...46).map { Situation(rule: "DM-\($0)", district: "doumen", kind: "accountability") }

    @Test("What a person may propose, and as what", arguments: all) func isProposed(situation: Situation) async throws {
        let isChangzhou = situation.district == "changzhou"
        let day = isChangzhou ? "2020-05-14" : "2016-06-07"
        let watcher = try await WatcherFixture.district(situation.district, "\(day)T18:40")
        let tale = isChangzhou ? Tale.changzhou(watcher) : Tale.doumen(watcher)
        try await tale.registered("\(day)T17:45")
        try await tale.dispatched("\(day)T18:40", registered: "\(day)T17:45")
        let place = "/v1/districts/\(situation.district)/cases/\(tale.id)/accountabilities"
        func propose(as kind: String) async throws -> Answer {
            try await watcher.send(
                .post, place, text: #"{"kind":"\#(kind)","rule":"\#(situation.rule)","ground":"seen"}"#, as: .operator)
        }
        let other = situation.kind == "referral" ? "accountability" : "referral"
        #expect(try await propose(as: other).faults == ["rule"], "\(situation)")
        #expect(try await propose(as: situation.kind).status == 200, "\(situation)")
    }
}
