import CRDKafka

/// The sending side of a producer's handle, for the producer's actor alone.
final class Outlet {
    private let deliveries: DeliveryThread
    private var topics: [String: OpaquePointer] = [:]
    /// Most batches go to few topics, so the last one is looked at before the table.
    private var last: (name: String, topic: OpaquePointer)?

    init(_ deliveries: DeliveryThread) { self.deliveries = deliveries }

    deinit { close(drain: .zero) }

    /// Nothing can be produced after this. Only the first call counts.
    func close(drain limit: Duration) {
        // librdkafka wants its topics back before the handle goes.
        for topic in topics.values { rd_kafka_topic_destroy(topic) }
        topics = [:]
        last = nil
        deliveries.end(drain: limit)
    }

    /// True when the next record of the batch may be taken all the same.
    static func concernsOneRecord(_ code: rd_kafka_resp_err_t) -> Bool {
        code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE || code == RD_KAFKA_RESP_ERR__INVALID_ARG
    }

    /// Hands one record to the library, which copies it. The answer comes to the batch, unless a refusal is returned.
    func produce(
        _ record: ProducerRecord, at index: Int, of batch: UnsafeMutablePointer<hotline_batch>
    ) -> rd_kafka_resp_err_t {
        guard let topic = topic(record.topic), let headers = Self.headers(record.headers) else {
            return RD_KAFKA_RESP_ERR__INVALID_ARG
        }
        var key = record.key
        let code = key.withUTF8 { key in
            record.value.withUnsafeBytes { value in
                hotline_produce(
                    deliveries.kafka, topic, batch, Int64(index), key.baseAddress, key.count, value.baseAddress,
                    value.count, headers)
            }
        }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { rd_kafka_headers_destroy(headers) }
        return code
    }

    private func topic(_ name: String) -> OpaquePointer? {
        if let last, last.name == name { return last.topic }
        guard let found = topics[name] ?? new(name) else { return nil }
        topics[name] = found
        last = (name, found)
        return found
    }

    /// Nil for a name that no broker takes: left to the library, its records would wait half a minute for metadata.
    private func new(_ name: String) -> OpaquePointer? {
        let isPossible = (1...249).contains(name.utf8.count) && name.utf8.allSatisfy(Self.mayBeInName)
        return isPossible ? rd_kafka_topic_new(deliveries.kafka, name, nil) : nil
    }

    private static func mayBeInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func headers(_ pairs: [(String, String)]) -> OpaquePointer? {
        guard let list = rd_kafka_headers_new(pairs.count) else { return nil }
        for (name, value) in pairs {
            var name = name
            var value = value
            name.withUTF8 { name in
                value.withUTF8 { value in
                    name.withMemoryRebound(to: CChar.self) { name in
                        _ = rd_kafka_header_add(
                            list, name.baseAddress, name.count, value.baseAddress, value.count)
                    }
                }
            }
        }
        return list
    }
}
