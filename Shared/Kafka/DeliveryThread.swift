import CRDKafka
import Foundation
import Synchronization

/// Owns a producer's handle and serves its answers on a thread of its own until the end.
///
/// However the producer ends, by `end` or by being dropped, the thread drains, then purges, so that each record gets
/// its one answer, and destroys the handle last.
///
/// `@unchecked Sendable`: librdkafka's handles may be used from any thread, and the rest is set before the thread starts.
final class DeliveryThread: @unchecked Sendable {
    private struct Ending {
        var deadline: ContinuousClock.Instant?
        var isOver = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    let kafka: OpaquePointer
    let events: ClientEvents
    private let queue: OpaquePointer?
    private let ending = Mutex(Ending())

    init(_ settings: KafkaSettings) throws(KafkaError) {
        events = ClientEvents(log: settings.log)
        kafka = try Client.make(RD_KAFKA_PRODUCER, settings.producerProperties(), events: events) {
            hotline_report_deliveries($0)
        }
        queue = rd_kafka_queue_get_main(kafka)
        let thread = Thread { [self] in serve() }
        thread.name = "kafka answers"
        thread.start()
    }

    /// Asks the thread to end, without waiting for it. Only the first call counts.
    func end(drain limit: Duration) {
        ending.withLock { ending in
            guard ending.deadline == nil else { return }
            ending.deadline = ContinuousClock.now + limit
            // Under the lock, because the thread frees the queue as soon as it has seen the deadline.
            rd_kafka_queue_yield(queue)
        }
    }

    /// Waits until every record has its answer and the handle is gone.
    func ended() async {
        await withCheckedContinuation { waiting in
            let isOver = ending.withLock { ending in
                if !ending.isOver { ending.waiting.append(waiting) }
                return ending.isOver
            }
            if isOver { waiting.resume() }
        }
    }

    private func serve() {
        while ending.withLock({ $0.deadline }) == nil { poll(1000) }
        while rd_kafka_outq_len(kafka) > 0, let limit = ending.withLock({ $0.deadline }), ContinuousClock.now < limit {
            poll(20)
        }
        while rd_kafka_outq_len(kafka) > 0 {
            rd_kafka_purge(kafka, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
            poll(20)
        }
        let waiting = ending.withLock { ending in
            ending.isOver = true
            rd_kafka_queue_destroy(queue)
            return ending.waiting
        }
        rd_kafka_destroy(kafka)
        for one in waiting { one.resume() }
    }

    private func poll(_ milliseconds: Int32) {
        rd_kafka_queue_poll_callback(queue, milliseconds)
    }
}
