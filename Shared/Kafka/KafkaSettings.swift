/// How to reach a Kafka cluster, and as whom.
public struct KafkaSettings: Sendable {
    /// `host:port`, several separated by commas.
    public var bootstrapServers: String
    /// Shown in the brokers' logs and quotas.
    public var clientID: String
    /// librdkafka's settings that begin with `ssl.` or `sasl.`, and `security.protocol`; others are refused.
    ///
    /// Tried on Kafka 4.3: mutual TLS, and SASL PLAIN over TLS. SCRAM needs librdkafka 2.6.1 or later.
    public var security: [String: String]
    /// True when the other side is `development-broker`, whose limits its own start-up text lists.
    public var isDevelopmentBroker: Bool
    /// The FIFO by which the development broker creates topics (`development-broker --control`).
    public var developmentBrokerControl: String?
    /// Milliseconds after which a member of a group that fell silent loses its partitions; at least 6000 on Kafka.
    public var sessionTimeout: Int
    /// How long a broker may hold back a fetch while there is little to fetch; zero for not at all. Each of many small
    /// fetches costs the broker as much as a large one.
    public var fetchPace = Duration.zero
    /// Takes librdkafka's log lines; by default they go to standard error.
    public var log: @Sendable (KafkaLogLine) -> Void

    public init(
        bootstrapServers: String, clientID: String, security: [String: String] = [:], isDevelopmentBroker: Bool = false
    ) {
        self.bootstrapServers = bootstrapServers
        self.clientID = clientID
        self.security = security
        self.isDevelopmentBroker = isDevelopmentBroker
        sessionTimeout = 6000
        log = KafkaLogLine.toStandardError
    }
}
