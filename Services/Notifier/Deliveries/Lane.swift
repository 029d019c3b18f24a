import Contracts
import FailPoints
import Messaging
import ServiceKit

/// The queue of one way: claims what is due, sends it outside the transaction, settles it as it ends.
struct Lane: Sendable {
    let way: Way
    let gateway: Gateway
    let store: EventStore
    let clock: any DomainClock
    let plan: DeliveryPlan
    let watch: DeliveryWatch
    let alarm: GatewayAlarm

    /// One pass.
    ///
    /// - Parameter shutdown: once it is given nothing more is begun.
    /// - Returns: how many were claimed; 0 when nothing was due.
    func deliverDue(until shutdown: ShutdownSignal = ShutdownSignal()) async throws -> Int {
        let (way, limit, lease) = (way, gateway.batch, plan.lease)
        let claimed = try await store.database.transaction(scope: "*") { transaction in
            try transaction.claim(way, atMost: limit, lease: lease)
        }
        guard !claimed.isEmpty else { return 0 }
        FailPoint.reach("notifier.claimed")
        try await LanePass(of: self, until: shutdown).run(claimed)
        return claimed.count
    }

    /// In one transaction.
    func settle(_ tries: [Try], of district: DistrictID) async throws {
        let (clock, gateway) = (clock, gateway.name)
        try await store.record(in: district) { transaction, journal in
            let now = clock.now()
            let ended = try transaction.settle(tries, of: district, at: now)
            for one in tries where ended.contains(one.delivery.id) {
                try one.record(by: gateway, at: now, in: journal)
            }
        }
        watch.settled(tries, by: gateway)
        await alarm.heard(tries.map(\.outcome))
    }
}
