import Contracts
import FailPoints
import ServiceKit

/// One pass of a lane over what it has claimed: so many at a time as the gateway bears, each settled a moment after it has
/// ended, however long the others take.
struct LanePass: Sendable {
    private let lane: Lane
    private let shutdown: ShutdownSignal
    private let start = ContinuousClock.now

    init(of lane: Lane, until shutdown: ShutdownSignal) {
        self.lane = lane
        self.shutdown = shutdown
    }

    private enum Step: Sendable {
        case tried(Try)
        /// What has ended by now is settled together.
        case moment
    }

    private static let moment = Duration.milliseconds(200)

    /// - Throws: the last reason why something could not be settled; it is tried again when its lease has ended.
    func run(_ claimed: [Delivery]) async throws {
        let unsettled = await withTaskGroup(of: Step.self) { group -> [Try] in
            var waiting = claimed.dropFirst(lane.gateway.concurrency)
            for delivery in claimed.prefix(lane.gateway.concurrency) {
                group.addTask { Step.tried(await attempt(delivery)) }
            }
            var (left, ended, isMomentRunning) = (claimed.count, [Try](), false)
            while left > 0, let step = await group.next() {
                switch step {
                case .tried(let one):
                    left -= 1
                    ended.append(one)
                    if let next = waiting.popFirst() { group.addTask { Step.tried(await attempt(next)) } }
                    if left > 0, !isMomentRunning {
                        isMomentRunning = true
                        group.addTask { await Self.wait() }
                    }
                case .moment:
                    isMomentRunning = false
                    ended = await settle(ended).left
                }
            }
            group.cancelAll()
            return ended
        }
        if let fault = await settle(unsettled).fault { throw fault }
    }

    private func attempt(_ delivery: Delivery) async -> Try {
        // What might outlast the lease is left to the next claim: somebody else could be at it by then. So is what has not
        // been begun when the process is to end: its grace is for what has.
        let isTooLate = ContinuousClock.now - start > lane.plan.lease - lane.gateway.patience * 2
        let outcome = isTooLate || shutdown.isGiven ? Outcome.postponed : await lane.gateway.send(delivery)
        return Try(delivery, outcome, by: lane.plan)
    }

    private static func wait() async -> Step {
        // Cut short at the end of the pass, which settles by itself.
        try? await Task.sleep(for: moment)
        return .moment
    }

    /// District by district: one whose tries cannot be written down holds up no other's.
    ///
    /// - Returns: what is still to be settled, and why.
    private func settle(_ tries: [Try]) async -> (left: [Try], fault: (any Error)?) {
        guard !tries.isEmpty else { return ([], nil) }
        FailPoint.reach("notifier.sent")
        var left: [Try] = []
        var fault: (any Error)?
        for (district, group) in Dictionary(grouping: tries, by: \.delivery.district) {
            do {
                try await lane.settle(group, of: district)
            } catch {
                left += group
                fault = error
            }
        }
        return (left, fault)
    }
}
