import Contracts
import Messaging
import TestSupport
import Testing

@testable import DispatchService

@Suite struct HostileFactTests {
    /// Whatever another programme writes to the topic: one message must not stop a partition for good.
    @Test("a case id that is none is parked, and the neighbour goes out", arguments: ["17", "", "\u{1F4A5}"])
    func idThatIsNone(id: String) async throws {
        let dispatch = try await DispatchFixture.with()
        var hostile = Appeal()
        hostile.id = CaseID(id)
        try await dispatch.hear(hostile.event())
        let order = try await dispatch.sent()
        #expect(try await dispatch.orders().map(\.case) == [order.case])
        let parked = try await dispatch.events(MessageParked.self)
        #expect(parked.map(\.event.reason) == ["holds a value that the database cannot store (22P02)"])
    }

    @Test("a show's name longer than an index takes is parked") func longName() async throws {
        let dispatch = try await DispatchFixture.with()
        var hostile = Appeal.onAir()
        // Random, so that compressing it does not help.
        let letters = (0..<20_000).map { _ in String(Int.random(in: 0..<36), radix: 36) }
        hostile.broadcast = BroadcastID(letters.joined())
        try await dispatch.hear(hostile.event())
        #expect(try await dispatch.events(MessageParked.self).count == 1)
    }
}
