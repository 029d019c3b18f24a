import CRDKafka

/// A question to the controller that is answered topic by topic.
struct TopicRequest {
    let operation: rd_kafka_admin_op_t
    /// For the error's text.
    let what: String
    /// What a repetition meets, and is no error.
    let tolerated: rd_kafka_resp_err_t
    let send:
        (
            _ kafka: OpaquePointer?, _ topics: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int,
            _ options: OpaquePointer?, _ queue: OpaquePointer?
        ) -> Void
    let results: (_ event: OpaquePointer, _ count: inout Int) -> UnsafeMutablePointer<OpaquePointer?>?

    /// Sends the request and waits for the answer about each topic.
    func run(on handle: AdminHandle, _ topics: [OpaquePointer?], within limit: Duration) throws(KafkaError) {
        let options = rd_kafka_AdminOptions_new(handle.kafka, operation)
        let queue = rd_kafka_queue_new(handle.kafka)
        defer {
            rd_kafka_queue_destroy(queue)
            rd_kafka_AdminOptions_destroy(options)
        }
        var text = [CChar](repeating: 0, count: 512)
        let time = limit.wholeMilliseconds
        rd_kafka_AdminOptions_set_request_timeout(options, time, &text, text.count)
        rd_kafka_AdminOptions_set_operation_timeout(options, time, &text, text.count)
        var list = topics
        send(handle.kafka, &list, list.count, options, queue)
        // A second longer, so that the library's own and better text of a timeout comes first.
        guard let event = rd_kafka_queue_poll(queue, time + 1000) else {
            throw handle.explained(KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, what))
        }
        defer { rd_kafka_event_destroy(event) }
        let code = rd_kafka_event_error(event)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw handle.explained(KafkaError(code, what)) }
        var count = 0
        let answers = results(event, &count)
        for topic in UnsafeBufferPointer(start: answers, count: count) { try judge(topic) }
    }

    private func judge(_ topic: OpaquePointer?) throws(KafkaError) {
        let code = rd_kafka_topic_result_error(topic)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR, code != tolerated else { return }
        let detail = rd_kafka_topic_result_error_string(topic).map { ", " + String(cString: $0) } ?? ""
        throw KafkaError(code, "\(what) \(String(cString: rd_kafka_topic_result_name(topic)))\(detail)")
    }
}
