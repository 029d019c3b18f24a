import Contracts
import FailPoints
import Messaging
import ServiceKit

/// The queue of one way: claims what is due, sends it outside the transaction, settles the whole claim in one.
struct Lane: Sendable {
    let way: Way
    let gateway: Gateway
    let store: EventStore
    let clock: any DomainClock
    let plan: DeliveryPlan
    let watch: DeliveryWatch

    /// One pass.
    ///
    /// - Returns: how many were claimed; 0 when nothing was due.
    func deliverDue() async throws -> Int {
        let (way, limit, lease) = (way, gateway.batch, plan.lease)
        let claimed = try await store.database.transaction(scope: "*") { transaction in
            try transaction.claim(way, atMost: limit, lease: lease)
        }
        guard !claimed.isEmpty else { return 0 }
        FailPoint.reach("notifier.claimed")
        let tries = await send(claimed)
        FailPoint.reach("notifier.sent")
        for (district, group) in Dictionary(grouping: tries, by: \.delivery.district) {
            try await settle(group, of: district)
        }
        return claimed.count
    }

    /// So many at a time as the gateway bears.
    private func send(_ claimed: [Delivery]) async -> [Try] {
        let start = ContinuousClock.now
        return await withTaskGroup(of: Try.self) { group in
            var waiting = claimed[...]
            var tries: [Try] = []
            tries.reserveCapacity(claimed.count)
            for _ in 0..<min(gateway.concurrency, claimed.count) {
                let next = waiting.removeFirst()
                group.addTask { await attempt(next, since: start) }
            }
            while let done = await group.next() {
                tries.append(done)
                guard let next = waiting.popFirst() else { continue }
                group.addTask { await attempt(next, since: start) }
            }
            return tries
        }
    }

    private func attempt(_ delivery: Delivery, since start: ContinuousClock.Instant) async -> Try {
        // What might outlast the lease is left to the next claim: somebody else could be at it by then.
        let isTooLate = ContinuousClock.now - start > plan.lease - gateway.patience * 2
        let outcome = isTooLate ? Outcome.postponed : await gateway.send(delivery)
        return Try(delivery, outcome, atMost: plan.attempts, plan.backOff)
    }

    private func settle(_ tries: [Try], of district: DistrictID) async throws {
        let (clock, gateway) = (clock, gateway.name)
        try await store.record(in: district) { transaction, journal in
            let now = clock.now()
            let ended = try transaction.settle(tries, of: district, at: now)
            for one in tries where ended.contains(one.delivery.id) {
                try one.record(by: gateway, at: now, in: journal)
            }
        }
        watch.settled(tries, by: gateway)
    }
}
