import CRDKafka
import Foundation

/// The running broker: topics by its control FIFO, an end by SIGTERM or SIGINT.
@MainActor
final class Broker {
    static let limits = """
        This is NOT Apache Kafka. It is librdkafka's mock cluster, for development and tests on one machine:
          - memory only: a restart is an empty broker; of each partition only the last 5 MiB are kept
          - no durability, no replication, no retention, no compaction, no TLS, no SASL, no ACLs
          - transactions are accepted and have no effect; sequence numbers of idempotent producers are not checked
          - topics cannot be created over the wire (use --control); one that a client merely asks for gets 4 partitions
        Nothing that depends on these is proved by it.
        """

    private let options: Options
    private let cluster: Cluster
    private var control: FileHandle?
    private var line = [UInt8]()
    private var signals: [any DispatchSourceSignal] = []

    init(_ options: Options) throws {
        self.options = options
        var topics: [Topic] = []
        var known: Set<String> = []
        for text in try options.topics + Self.lines(of: options.topicsFile) {
            guard let topic = Topic(text, otherwise: options.partitions) else {
                throw Misuse(reason: "no topic: \(text)")
            }
            if known.insert(topic.name).inserted { topics.append(topic) }
        }
        fixedPort.store(options.port, ordering: .relaxed)
        cluster = try Cluster.start(topics)
        note("\(Self.limits)\nlistening on \(cluster.address) with \(topics.count) topics")
    }

    private static func lines(of path: String?) throws -> [String] {
        guard let path, FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    /// Serves until a signal ends the process.
    func run() throws -> Never {
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
            source.setEventHandler { [self] in MainActor.assumeIsolated { self.end() } }
            source.resume()
            signals.append(source)
        }
        if let path = options.control { try listen(to: path) }
        if let path = options.addressFile {
            try "\(cluster.address)\n".write(toFile: path, atomically: true, encoding: .utf8)
        }
        FileHandle.standardOutput.write(Data("\(cluster.address)\n".utf8))
        dispatchMain()
    }

    private func end() {
        cluster.stop()
        if let path = options.addressFile { unlink(path) }
        note("stopped")
        exit(0)
    }

    private func listen(to path: String) throws {
        guard mkfifo(path, 0o600) == 0 || errno == EEXIST else { throw Misuse(reason: "\(path) cannot be made a FIFO") }
        // Open for writing too, so that it never ends when a writer goes.
        let file = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        var kind = stat()
        guard file >= 0, fstat(file, &kind) == 0, kind.st_mode & S_IFMT == S_IFIFO else {
            throw Misuse(reason: "\(path) is no FIFO")
        }
        let control = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        control.readabilityHandler = { [self] handle in
            let bytes = [UInt8](handle.availableData)
            DispatchQueue.main.async { MainActor.assumeIsolated { self.take(bytes) } }
        }
        self.control = control
    }

    private func take(_ bytes: [UInt8]) {
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                if line.count < 4096 { line.append(byte) }
                continue
            }
            obey(String(decoding: line, as: UTF8.self))
            line.removeAll()
        }
    }

    private func obey(_ order: String) {
        guard order.hasPrefix("create "), let topic = Topic(order.dropFirst(7), otherwise: options.partitions) else {
            return note("not understood: \(order)")
        }
        let code = cluster.create(topic)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            return note("\(topic.name): \(String(cString: rd_kafka_err2str(code)))")
        }
        do { try remember(topic) } catch { note("\(topic.name) will not be there after a restart: \(error)") }
    }

    private func remember(_ topic: Topic) throws {
        guard let path = options.topicsFile else { return }
        if !FileManager.default.fileExists(atPath: path) {
            guard FileManager.default.createFile(atPath: path, contents: nil) else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }  // what matters was written; the descriptor is gone either way
        try file.seekToEnd()
        try file.write(contentsOf: Data("\(topic.name) \(topic.partitions)\n".utf8))
    }
}

func note(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}
