import Contracts
import Messaging
import Postgres
import TestSupport
import Testing

@testable import OperatorService

@Suite struct ReplayTests {
    private let fixture: ServiceFixture<SpeakingService>
    private let connection: Connection

    init() async throws {
        fixture = try await ServiceFixture(at: Self.time(14))
        var login = fixture.admin
        login.user = "test_speaking"
        login.password = "secret"
        login.searchPath = ["test_speaking"]
        connection = try await Connection.connect(to: login)
        for (district, day) in [("changzhou", 14), ("changzhou", 15), ("doumen", 15), ("doumen", 16)] {
            try await fixture.store.record(in: DistrictID(district)) { _, journal in
                let pen = try journal.events(causedBy: Cause(id: DerivedID.make(district, "\(day)")))
                try pen.record(UnitChanged(unit: UnitID("a"), name: "a"), at: Self.time(day))
                try pen.record(
                    MessageParked(
                        consumer: "test", message: EventID("m"), sourceTopic: "t", sourceKey: "k", reason: "r"),
                    at: Self.time(day))
            }
        }
        try await fixture.asAdmin("DELETE FROM test_speaking.outbox")
    }

    private static func time(_ day: Int) -> Instant {
        Instant(rfc3339: "2020-05-\(day)T10:00:00+08:00") ?? .earliest
    }

    @Test func everythingIsSaidAgainOnce() async throws {
        #expect(try await Replay.all(over: connection) == 8)
        #expect(try await Replay.all(over: connection) == 0)
        #expect(try await fixture.count("unsent") == 8)
    }

    @Test func aReplayCanBeNarrowed() async throws {
        let doumen = DistrictID("doumen")
        #expect(try await replay(ReplaySelection(topics: [.units], district: doumen)) == 2)
        #expect(try await replay(ReplaySelection(district: doumen, from: Self.time(16))) == 1)
        #expect(try await replay(ReplaySelection(from: Self.time(14), to: Self.time(15))) == 2)
        #expect(try await replay(ReplaySelection(district: DistrictID("elsewhere"))) == 0)
    }

    private func replay(_ selection: ReplaySelection) async throws -> Int {
        try await Replay.facts(selection, over: connection)
    }

    @Test func theCommandRefusesWhatItDoesNotUnderstand() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("replay") == 64)
        #expect(await terminal.run("replay --service nobody") == 64)
        #expect(await terminal.run("replay --service intake --topic gossip") == 64)
        #expect(await terminal.run("replay --service intake --from yesterday") == 64)
        #expect(terminal.complained.contains("--from must be a time with its offset"))
    }
}
