import Contracts
import Foundation
import Messaging
import TestSupport
import Testing

/// Two instances at work at the same moment.
@Suite struct CrossingTests {
    @Test("CZ-42: a close and an appeal that cross in two instances miss each other never")
    func closeAndAppealCross() async throws {
        let one = try await DispatchFixture.with()
        let other = try DispatchFixture(beside: one)
        for number in 1...60 {
            let show = BroadcastID("show-\(number)")
            var appeal = Appeal.onAir()
            appeal.broadcast = show
            var earlier = Appeal.onAir()
            earlier.broadcast = show
            // The show is known by now, so that nothing but its lock keeps the two apart.
            try await one.hear(earlier.event())
            let event = appeal.event()
            async let heard: EventID = one.hear(event)
            async let closed: EventID = other.hear(BroadcastClosed(broadcast: show, units: [UnitID("xinbei")]))
            _ = try await (heard, closed)
            #expect(try await one.count("work_orders") == 2 * number)
        }
    }

    @Test func ofTwoCommandsAtOnceOneTakesEffect() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...6 { group.addTask { try await dispatch.command(order.workOrder, "sign").status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 6))
        #expect(try await dispatch.events(WorkOrderSigned.self).count == 1)
    }
}
