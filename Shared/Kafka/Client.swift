import CRDKafka

/// Settings that became a librdkafka handle.
enum Client {
    /// - Parameter prepare: installs further callbacks before the handle is made.
    /// - Returns: the handle; `events` must live for longer than it.
    static func make(
        _ kind: rd_kafka_type_t, _ properties: [String: String], events: ClientEvents,
        prepare: (OpaquePointer) -> Void = { _ in }
    ) throws(KafkaError) -> OpaquePointer {
        guard let settings = rd_kafka_conf_new() else { throw KafkaError(RD_KAFKA_RESP_ERR__FAIL, "no memory") }
        var text = [CChar](repeating: 0, count: 512)
        for (name, value) in properties {
            guard rd_kafka_conf_set(settings, name, value, &text, text.count) == RD_KAFKA_CONF_OK else {
                rd_kafka_conf_destroy(settings)
                // The library's text would repeat the value, which may be a password.
                throw KafkaError(
                    RD_KAFKA_RESP_ERR__INVALID_ARG, "setting \(name) is unknown or has a value out of range")
            }
        }
        events.install(in: settings)
        prepare(settings)
        guard let kafka = rd_kafka_new(kind, settings, &text, text.count) else {
            let code = rd_kafka_last_error()
            rd_kafka_conf_destroy(settings)
            throw KafkaError(code, Self.string(text))
        }
        return kafka
    }

    static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension Duration {
    /// Rounded up, for librdkafka's timeouts.
    var wholeMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        let sum = Double(seconds) * 1000 + (Double(attoseconds) / 1e15).rounded(.up)
        return Int32(min(max(sum, 0), Double(Int32.max)))
    }
}
