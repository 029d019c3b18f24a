import Contracts
import HTTP
import Messaging
import ServiceKit

/// Opening and closing a show by hand.
struct BroadcastRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        for turn in [BroadcastSwitch.open, .close] {
            router.on(
                .post, "/v1/districts/:district/broadcasts/:broadcast/\(turn.rawValue)",
                allow: .operator, .programme
            ) { request, parameters, _ in
                try await self.turn(turn, request, parameters)
            }
        }
    }

    private func turn(_ turn: BroadcastSwitch, _ request: Request, _ parameters: Parameters) async throws -> Response {
        let district = try parameters.district()
        try request.checkNothingElse()
        _ = try await kit.book.facts(of: district)
        let id = BroadcastID(try parameters.require("broadcast"))
        let now = kit.clock.now()
        let broadcast = try await kit.store.record(in: district) { transaction, journal in
            try turn.turn(id, of: district, at: now, in: transaction, journal)
        }
        kit.dueSignal.wake()
        return try .json(broadcast)
    }
}
