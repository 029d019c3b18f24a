import Kafka

/// The process's producer. An idempotent producer that has failed fatally is replaced by a new one.
public actor ProducerSource {
    private let settings: KafkaSettings
    private var producer: Producer?
    private var isClosed = false

    public init(_ settings: KafkaSettings) { self.settings = settings }

    public func current() throws -> Producer {
        guard !isClosed else { throw ProducerClosed() }
        if let producer { return producer }
        let made = try Producer(settings)
        producer = made
        return made
    }

    /// Source: librdkafka, INTRODUCTION.md, "Fatal errors": the instance must be destroyed and made anew.
    func rebuild() async throws {
        guard let broken = producer else { return }
        producer = nil
        await broken.close(drain: .zero)
    }

    public func close(drain: Duration) async {
        isClosed = true
        await producer?.close(drain: drain)
        producer = nil
    }
}

/// The process is shutting down; what is still in the outbox goes out at the next start.
public struct ProducerClosed: Error {}
