import CRDKafka

extension ConsumedRecord {
    /// Copies everything out of librdkafka's message, which the caller destroys.
    init(_ message: UnsafeMutablePointer<rd_kafka_message_t>, topic: String) {
        let raw = message.pointee
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = rd_kafka_message_timestamp(message, &kind)
        self.init(
            topic: topic, partition: raw.partition, offset: raw.offset,
            key: String(decoding: UnsafeRawBufferPointer(start: raw.key, count: raw.key_len), as: UTF8.self),
            headers: Self.headers(of: message),
            value: Array(UnsafeRawBufferPointer(start: raw.payload, count: raw.len)), timestamp: max(timestamp, 0))
    }

    private static func headers(of message: UnsafeMutablePointer<rd_kafka_message_t>) -> [(String, String)] {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        let count = rd_kafka_header_cnt(list)
        var headers: [(String, String)] = []
        headers.reserveCapacity(count)
        for index in 0..<count {
            var name: UnsafePointer<CChar>?
            var value: UnsafeRawPointer?
            var size = 0
            guard rd_kafka_header_get_all(list, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let name
            else { break }
            headers.append(
                (
                    String(cString: name),
                    String(decoding: UnsafeRawBufferPointer(start: value, count: size), as: UTF8.self)
                ))
        }
        return headers
    }
}
