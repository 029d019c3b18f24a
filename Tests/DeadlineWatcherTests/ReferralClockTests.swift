import Contracts
import DeadlineWatcherService
import TestSupport
import Testing

@Suite("A clue is decided on promptly")
struct ReferralClockTests {
    /// A complaint of Changzhou's that was not closed in time, and what was said then, heard back from the own topic.
    private func clue() async throws -> (WatcherFixture, Tale, ReferralProposed) {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30")
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:30")
        try await watcher.pass(to: "2020-06-28T17:31")
        let said = try #require(try await watcher.events(ReferralProposed.self).first)
        #expect(try await watcher.row(of: "referral") == nil)
        try await watcher.hear(said.event, at: said.time, id: said.id.rawValue)
        return (watcher, tale, said.event)
    }

    @Test("CZ-21, CZ-53, X31: from the proposal the decision has one working day, and the decision meets it")
    func decided() async throws {
        let (watcher, tale, clue) = try await clue()
        let row = try await watcher.row(of: "referral")
        #expect(row?.status == "running" && row?.due == at("2020-06-29T17:30"))
        try await watcher.hear(
            ReferralDecided(case: tale.id, referral: clue.referral, isUpheld: false, decidedBy: "supervisor-1"),
            at: at("2020-06-29T09:00"))
        #expect(try await watcher.row(of: "referral")?.status == "met")
        #expect(try await watcher.events(ReferralDecided.self).count == 1)
    }

    @Test("CZ-53: what is not decided in time is a miss, and a clue that lapses is none")
    func missedOrWithdrawn() async throws {
        let (watcher, tale, clue) = try await clue()
        try await watcher.pass(to: "2020-06-30T09:00")
        #expect(try await watcher.row(of: "referral")?.status == "missed")
        try await tale.hear(tale.answered, "2020-06-20T10:00")
        let lapsed = try #require(try await watcher.events(ReferralWithdrawn.self).first)
        #expect(lapsed.event.referral == clue.referral)
        try await watcher.hear(lapsed.event, at: at("2020-06-29T10:00"), id: lapsed.id.rawValue)
        #expect(try await watcher.row(of: "referral")?.status == "cancelled")
    }

    @Test("CZ-21: a clue that a person has put forward is decided on promptly too")
    func putForwardByAPerson() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30")
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:30")
        let answer = try await watcher.send(
            .post, "/v1/districts/changzhou/cases/\(tale.id)/accountabilities",
            text: #"{"kind":"referral","rule":"CZ-21","ground":"adverseEffect"}"#, as: .operator)
        #expect(answer.status == 200)
        let said = try #require(try await watcher.events(ReferralProposed.self).first)
        try await watcher.hear(said.event, at: said.time, id: said.id.rawValue)
        #expect(try await watcher.row(of: "referral")?.due == at("2020-05-15T17:30"))
        #expect(try await watcher.events(ReferralProposed.self).count == 1)
    }
}
