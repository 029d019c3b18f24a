import Kafka
import Synchronization

/// Counts what is under way between services of one process, so that a simulation knows when all is still:
/// transactions that may record events, events recorded and not yet acknowledged by the broker, and messages acknowledged
/// and not yet handled.
public final class Flight: Sendable {
    private struct State {
        var writing = 0
        var recorded = 0
        var toSend = 0
        var toHandle = 0
        var listeners: [String: Int] = [:]
        /// By listener and partition: the offset from which on nothing is handled yet.
        var next: [Place: Int64] = [:]
        var waiting: [CheckedContinuation<Void, Never>] = []

        var isStill: Bool { writing == 0 && toSend == 0 && toHandle == 0 }
    }

    private struct Place: Hashable {
        let listener: String
        let partition: TopicPartition
    }

    private let state = Mutex(State())

    public init() {}

    /// Called once for each consumer of the process and each topic that it hears.
    public func listens(to topic: String) {
        state.withLock { $0.listeners[topic, default: 0] += 1 }
    }

    /// Before a transaction begins: nothing is still until `wrote` says what came of it. The relay may be quicker than that
    /// call, and what is to be sent below zero in between.
    func writes() {
        state.withLock { $0.writing += 1 }
    }

    /// - Parameter count: events that were committed.
    func wrote(_ count: Int) {
        change { state in
            state.writing -= 1
            state.recorded += count
            state.toSend += count
        }
    }

    /// Messages reached the broker: from here on every listener owes a handling.
    func acknowledged(_ topics: [String]) {
        change { state in
            state.toSend -= topics.count
            for topic in topics { state.toHandle += state.listeners[topic, default: 0] }
        }
    }

    /// What is delivered again, to whoever has the partition after a rebalance, counts once.
    ///
    /// - Parameter places: of each partition in the order of its offsets.
    func handled(_ places: [RecordPlace], by listener: String) {
        change { state in
            for place in places {
                let key = Place(listener: listener, partition: place.partition)
                guard place.offset >= state.next[key, default: 0] else { continue }
                state.next[key] = place.offset + 1
                state.toHandle -= 1
            }
        }
    }

    /// Returns when nothing recorded waits to be sent and nothing sent waits to be handled.
    ///
    /// - Throws: `CancellationError` when the task is cancelled: whoever sends and handles may have ended with it.
    public func untilStill() async throws {
        while true {
            try Task.checkCancellation()
            if state.withLock({ $0.isStill }) { return }
            await withTaskCancellationHandler {
                await untilChanged()
            } onCancel: {
                for continuation in takeWaiting() { continuation.resume() }
            }
        }
    }

    /// Returns when all is still, and when some waiting task is cancelled.
    private func untilChanged() async {
        await withCheckedContinuation { continuation in
            // Looked at under the lock: a cancellation that comes later finds the continuation.
            let isOver = state.withLock { state in
                let isOver = state.isStill || Task.isCancelled
                if !isOver { state.waiting.append(continuation) }
                return isOver
            }
            if isOver { continuation.resume() }
        }
    }

    private func takeWaiting() -> [CheckedContinuation<Void, Never>] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    /// Events recorded since the beginning: unchanged means that nothing was said.
    public var recordedInAll: Int { state.withLock { $0.recorded } }

    var isStill: Bool { state.withLock { $0.isStill } }

    /// For whoever waits too long and wants to know for what.
    public var counts: (toSend: Int, toHandle: Int) { state.withLock { ($0.toSend, $0.toHandle) } }

    private func change(_ body: (inout State) -> Void) {
        let waiting = state.withLock { state in
            body(&state)
            guard state.isStill else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
