import CRDKafka
import Synchronization

/// What librdkafka tells from its own threads: log lines, and the last error of a connection.
///
/// Travels as the handle's opaque; whoever owns the handle keeps it alive for longer than the handle.
final class ClientEvents: Sendable {
    private let log: @Sendable (KafkaLogLine) -> Void
    private let outage = Mutex<KafkaError?>(nil)

    /// A consumer's; nil for the others.
    let assignment: Assignment?

    init(log: @escaping @Sendable (KafkaLogLine) -> Void, assignment: Assignment? = nil) {
        self.log = log
        self.assignment = assignment
    }

    /// The last connection error, until `recovered()`.
    var lastOutage: KafkaError? { outage.withLock { $0 } }

    func failed(_ error: KafkaError) {
        outage.withLock { last in
            // That all are down comes after the reasons why each is, and says less.
            if last == nil || error.code != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN.rawValue { last = error }
        }
    }
    func recovered() { outage.withLock { $0 = nil } }
    func note(_ line: KafkaLogLine) { log(line) }

    static func of(_ opaque: UnsafeMutableRawPointer?) -> ClientEvents? {
        opaque.map { Unmanaged<ClientEvents>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Installs the callbacks, which capture nothing and find this object by the opaque.
    func install(in settings: OpaquePointer) {
        rd_kafka_conf_set_opaque(settings, Unmanaged.passUnretained(self).toOpaque())
        rd_kafka_conf_set_log_cb(settings) { kafka, severity, event, text in
            guard let kafka, let event, let text else { return }
            ClientEvents.of(rd_kafka_opaque(kafka))?.note(
                KafkaLogLine(severity: Int(severity), event: String(cString: event), text: String(cString: text)))
        }
        rd_kafka_conf_set_error_cb(settings) { _, code, text, opaque in
            ClientEvents.of(opaque)?.failed(
                KafkaError(rd_kafka_resp_err_t(rawValue: code), text.map { String(cString: $0) }))
        }
    }
}
