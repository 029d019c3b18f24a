import Contracts
import DeadlineWatcherService
import Testing
import TestSupport

@Suite("Changzhou's clocks, from facts to rows and events")
struct ChangzhouFlowTests {
    @Test("CZ-54, CZ-55, CZ-44: dispatch starts sign, contact, close and paper; signing in time meets the hour")
    func dispatchStartsClocks() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30")
        try await tale.dispatched("2020-05-14T10:05", registered: "2020-05-14T09:30")
        #expect(try await watcher.row(of: "sign")?.due == at("2020-05-14T11:05"))
        #expect(try await watcher.row(of: "contact")?.due == at("2020-05-14T11:05"))
        #expect(try await watcher.row(of: "close")?.due == at("2020-06-29T17:30"))
        #expect(try await watcher.row(of: "paper")?.status == "running")
        try await tale.hear(tale.signed, "2020-05-14T11:05")
        #expect(try await watcher.row(of: "sign")?.status == "met")
        let met = try await watcher.events(DeadlineMet.self)
        #expect(met.map(\.event.clock.rawValue) == ["sign"])
        #expect(met.first?.time == at("2020-05-14T11:05"))
        try await watcher.pass(to: "2020-05-14T11:06")
        #expect(try await watcher.events(DeadlineMissed.self).map(\.event.clock.rawValue) == ["contact"])
        #expect(try await watcher.row(of: "contact")?.status == "missed")
    }
}
