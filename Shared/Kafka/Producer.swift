import CRDKafka

/// Sends records in order, exactly one answer for each.
///
/// Idempotent, `acks=all`, without a time limit per record: while the brokers are away the answers wait, and at most
/// 64 MB or 100,000 records of them; what comes beyond is refused with a retriable error. A fatal error (see `fatal`)
/// ends the producer's use: close it, make another and send again what was not acknowledged.
public actor Producer {
    private let deliveries: DeliveryThread
    /// Nil once the producer is closing.
    private var outlet: Outlet?

    public init(_ settings: KafkaSettings) throws(KafkaError) {
        deliveries = try DeliveryThread(settings)
        outlet = Outlet(deliveries)
    }

    /// Sends one record.
    ///
    /// Returns when all in-sync replicas have it.
    public func send(_ record: ProducerRecord) async throws(KafkaError) {
        let answer = await enqueue([record]).acknowledgements()
        if let failure = answer.failures[0] { throw failure }
    }

    /// Sends a batch, in its order per key, and waits for all of its answers.
    ///
    /// A record that can never be sent (too large, an impossible topic) is refused alone. Any other refusal refuses the
    /// rest of the batch too, so that no record overtakes an earlier one.
    public func send(_ batch: [ProducerRecord]) async -> Acknowledgements {
        await enqueue(batch).acknowledgements()
    }

    /// Hands a batch over without waiting: several may be under way, in the order of the calls.
    public func enqueue(_ batch: [ProducerRecord]) -> Receipt {
        let receipt = Receipt(count: batch.count)
        guard let outlet else {
            receipt.settle(.refused(batch.count, .closed))
            return receipt
        }
        guard let underWay = receipt.begin() else {
            receipt.settle(.refused(batch.count, KafkaError(RD_KAFKA_RESP_ERR__FAIL, "no memory")))
            return receipt
        }
        var stopped = RD_KAFKA_RESP_ERR_NO_ERROR
        for (index, record) in batch.enumerated() {
            var code = stopped
            if code == RD_KAFKA_RESP_ERR_NO_ERROR {
                code = outlet.produce(record, at: index, of: underWay)
            }
            if code != RD_KAFKA_RESP_ERR_NO_ERROR {
                hotline_batch_refuse(underWay, Int64(index), code)
                if !Outlet.concernsOneRecord(code) { stopped = code }
            }
        }
        hotline_batch_answered(underWay)
        return receipt
    }

    /// Why this producer can no longer send, or nil while it can.
    public var fatal: KafkaError? {
        guard outlet != nil else { return nil }
        var text = [CChar](repeating: 0, count: 512)
        let code = rd_kafka_fatal_error(deliveries.kafka, &text, text.count)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return KafkaError(code, Client.string(text), isFatal: true)
    }

    /// For tests: the producer fails as after a lost sequence.
    ///
    /// Source: librdkafka, `rd_kafka_test_fatal_error`.
    func failFatally() {
        rd_kafka_test_fatal_error(deliveries.kafka, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "a test")
    }

    /// Records without an answer so far.
    public var underWay: Int { outlet == nil ? 0 : Int(rd_kafka_outq_len(deliveries.kafka)) }

    /// Serves until cancelled, or until `stop` returns; closes on both ways.
    public func run(until stop: @Sendable () async -> Void, drain limit: Duration = .seconds(10)) async {
        await stop()
        await close(drain: limit)
    }

    /// Refuses new sends, waits up to `limit` for the answers that are still out, and purges the rest.
    ///
    /// When it returns, each record has had its answer; one that was purged fails with `_PURGE_QUEUE` (never sent) or
    /// `_PURGE_INFLIGHT` (perhaps stored). Further calls wait for the first.
    public func close(drain limit: Duration = .seconds(10)) async {
        outlet?.close(drain: limit)
        outlet = nil
        await deliveries.ended()
    }
}

extension KafkaError {
    static let closed = KafkaError(RD_KAFKA_RESP_ERR__DESTROY, "the producer is closed")
}

extension Acknowledgements {
    static func refused(_ count: Int, _ error: KafkaError) -> Acknowledgements {
        Acknowledgements(count: count, failures: Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, error) }))
    }
}
