import CRDKafka

/// The answer to a batch: which of its records are stored by all in-sync replicas.
public struct Acknowledgements: Sendable {
    /// How many records the batch had.
    public let count: Int
    /// Why a record is not stored, by its place in the batch. Empty when all are.
    public let failures: [Int: KafkaError]

    public var areComplete: Bool { failures.isEmpty }

    /// True when the record at that place in the batch is stored.
    public func covers(_ index: Int) -> Bool { failures[index] == nil }

    /// The first failure that says the producer must be made anew.
    public var fatal: KafkaError? { failures.values.first(where: \.isFatal) }

    init(count: Int, failures: [Int: KafkaError] = [:]) {
        self.count = count
        self.failures = failures
    }

    /// Reads the answers of a settled batch.
    init(_ batch: UnsafeMutablePointer<hotline_batch>, count: Int) {
        var failures: [Int: KafkaError] = [:]
        if hotline_batch_refused(batch) > 0 {
            for index in 0..<count {
                let code = hotline_batch_code(batch, Int64(index))
                if code != RD_KAFKA_RESP_ERR_NO_ERROR { failures[index] = KafkaError(code) }
            }
        }
        self.init(count: count, failures: failures)
    }
}
