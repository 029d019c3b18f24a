import CRDKafka
import Glibc

/// The FIFO by which the development broker takes orders, since it cannot create topics over the wire.
struct DevelopmentBrokerControl {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Writes one line per topic: `create NAME PARTITIONS`. The broker answers by having the topic.
    func create(_ specs: [TopicSpec]) throws(KafkaError) {
        // Without O_NONBLOCK, opening would wait for a broker that is not there.
        let file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw failure("cannot be opened") }
        defer { close(file) }
        for spec in specs {
            guard spec.name.allSatisfy({ $0.isASCII && !$0.isWhitespace }), spec.partitions > 0 else {
                throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, "topic \(spec.name)")
            }
            // Lines shorter than PIPE_BUF are never mixed with those of another writer.
            let line = Array("create \(spec.name) \(spec.partitions)\n".utf8)
            guard write(file, line, line.count) == line.count else { throw failure("cannot be written") }
        }
    }

    private func failure(_ what: String) -> KafkaError {
        let reason = String(cString: strerror(errno))
        return KafkaError(RD_KAFKA_RESP_ERR__TRANSPORT, "the development broker's control \(path) \(what): \(reason)")
    }
}
