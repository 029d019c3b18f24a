extension KafkaSettings {
    /// A variable that is missing or cannot be understood.
    public struct Misconfigured: Error, CustomStringConvertible {
        public let variable: String
        public let reason: String
        public var description: String { "\(variable) \(reason)" }
    }

    /// Reads what `deploy/scripts/broker` prints, and the security settings of a production cluster.
    ///
    /// - `KAFKA_BOOTSTRAP_SERVERS`: `host:port`, several separated by commas.
    /// - `KAFKA_BROKER_KIND`: `external` (default), `kafka` or `development`.
    /// - `KAFKA_DEVELOPMENT_CONTROL`: the development broker's FIFO.
    /// - `KAFKA_SECURITY_PROTOCOL`, `KAFKA_SSL_…`, `KAFKA_SASL_…`: librdkafka's settings in capitals, with `_` for `.`,
    ///   for example `KAFKA_SSL_CA_LOCATION` for `ssl.ca.location`.
    public init(environment: [String: String], clientID: String) throws(Misconfigured) {
        guard let servers = environment["KAFKA_BOOTSTRAP_SERVERS"], !servers.isEmpty else {
            throw Misconfigured(variable: "KAFKA_BOOTSTRAP_SERVERS", reason: "is not set: host:port of a broker")
        }
        let kind = environment["KAFKA_BROKER_KIND"].flatMap { $0.isEmpty ? nil : $0 } ?? "external"
        guard ["external", "kafka", "development"].contains(kind) else {
            throw Misconfigured(variable: "KAFKA_BROKER_KIND", reason: "is none of external, kafka, development")
        }
        var security: [String: String] = [:]
        for (variable, value) in environment where !value.isEmpty {
            guard let name = Self.securitySetting(for: variable) else { continue }
            security[name] = value
        }
        self.init(
            bootstrapServers: servers, clientID: clientID, security: security,
            isDevelopmentBroker: kind == "development")
        developmentBrokerControl = environment["KAFKA_DEVELOPMENT_CONTROL"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func securitySetting(for variable: String) -> String? {
        guard
            variable == "KAFKA_SECURITY_PROTOCOL" || variable.hasPrefix("KAFKA_SSL_")
                || variable.hasPrefix("KAFKA_SASL_")
        else { return nil }
        return variable.dropFirst("KAFKA_".count).lowercased().split(separator: "_").joined(separator: ".")
    }
}
