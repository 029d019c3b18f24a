import CRDKafka

/// What librdkafka or a broker refused, for the person on call.
///
/// `code` and `name` are librdkafka's (`rd_kafka_resp_err_t`): negative ones come from the library itself, positive
/// ones from a broker. `reason` names topics, groups and addresses, never a record's content.
public struct KafkaError: Error, Sendable, Equatable, CustomStringConvertible {
    public let code: Int32
    /// For example `_TRANSPORT` or `MSG_SIZE_TOO_LARGE`.
    public let name: String
    public let reason: String
    /// True when the client that met it cannot go on and must be made anew.
    public let isFatal: Bool
    /// True when the same call may succeed later without anything being changed.
    public let isRetriable: Bool

    init(_ code: rd_kafka_resp_err_t, _ reason: String? = nil, isFatal: Bool = false) {
        self.code = code.rawValue
        name = String(cString: rd_kafka_err2name(code))
        let text = String(cString: rd_kafka_err2str(code))
        self.reason = reason.map { "\($0): \(text)" } ?? text
        self.isFatal = isFatal || code == RD_KAFKA_RESP_ERR__FATAL
        isRetriable = !self.isFatal && !Self.lasting.contains(code.rawValue)
    }

    /// Takes over `error` and frees it.
    init(consuming error: OpaquePointer, _ what: String) {
        code = rd_kafka_error_code(error).rawValue
        name = String(cString: rd_kafka_error_name(error))
        reason = "\(what): \(String(cString: rd_kafka_error_string(error)))"
        isFatal = rd_kafka_error_is_fatal(error) != 0
        isRetriable = !isFatal && !Self.lasting.contains(code)
        rd_kafka_error_destroy(error)
    }

    init(_ error: KafkaError, because reason: String) {
        code = error.code
        name = error.name
        self.reason = "\(error.reason) (\(reason))"
        isFatal = error.isFatal
        isRetriable = error.isRetriable
    }

    public var description: String { "\(name): \(reason)" }

    /// True when the broker says that the offset asked for is not there: records were deleted before they were read.
    public var isGap: Bool { code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET.rawValue }

    /// True when a record was refused for what it is, and alone: later ones of its batch and of its key go on without it.
    public var concernsOneRecord: Bool { Outlet.concernsOneRecord(rd_kafka_resp_err_t(rawValue: code)) }

    /// True when the send was refused because the producer is closing or closed, so the record was not sent.
    public var isClosed: Bool {
        [RD_KAFKA_RESP_ERR__DESTROY, RD_KAFKA_RESP_ERR__PURGE_QUEUE].contains { $0.rawValue == code }
    }

    /// What does not pass by waiting; everything else, known or not, is taken as transient.
    private static let lasting: Set<Int32> = Set(
        [
            RD_KAFKA_RESP_ERR__DESTROY, RD_KAFKA_RESP_ERR__INVALID_ARG, RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET,
            RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE, RD_KAFKA_RESP_ERR_INVALID_RECORD,
            RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, RD_KAFKA_RESP_ERR_INVALID_PARTITIONS,
            RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR, RD_KAFKA_RESP_ERR_INVALID_CONFIG,
            RD_KAFKA_RESP_ERR_INVALID_GROUP_ID, RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION,
        ].map(\.rawValue))
}

/// Throws unless `code` says that all is well.
func check(_ code: rd_kafka_resp_err_t, _ what: @autoclosure () -> String) throws(KafkaError) {
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, what()) }
}
