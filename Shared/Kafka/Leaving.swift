import CRDKafka
import Foundation

/// Leaves a group, on a thread of its own.
///
/// librdkafka asks for the group's coordinator for as long as it takes to commit the last offsets, so without brokers
/// its close never returns (its issue 3740). Whoever closes waits a few seconds; the thread goes on behind and ends
/// when a broker has come back, or with the process. What it could not commit is delivered again.
///
/// `@unchecked Sendable`: made by the last owner of the handle and given to the one thread that uses it from then on.
final class Leaving: @unchecked Sendable {
    private let kafka: OpaquePointer
    /// What the handle's callbacks use until the end.
    private let owned: [AnyObject]
    private let isOver = DispatchSemaphore(value: 0)

    init(_ kafka: OpaquePointer, keeping owned: [AnyObject]) {
        self.kafka = kafka
        self.owned = owned
        let thread = Thread { [self] in leave() }
        thread.name = "kafka leave"
        thread.start()
    }

    /// Blocks the calling thread until the group is left, at most for `limit`.
    func wait(atMost limit: Duration) {
        _ = isOver.wait(timeout: .now() + .milliseconds(Int(limit.wholeMilliseconds)))
    }

    private func leave() {
        withExtendedLifetime(owned) {
            // Commits what was stored.
            rd_kafka_consumer_close(kafka)
            rd_kafka_destroy(kafka)
        }
        isOver.signal()
    }
}
