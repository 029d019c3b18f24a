import Contracts
import Kafka
import Messaging
import Postgres

/// `hotline replay`: a service says again what it has said.
enum ReplayCommand {
    static let command = Command(
        "replay", "Sends facts again from the journal; whoever has heard them already lets them pass",
        options: [
            CommandOption(
                "service", "NAME",
                "whose facts; more than once if need be; with --accept-cluster all services' without it"),
            CommandOption("topic", "TOPIC", "these topics only, such as appeals; more than once if need be"),
            CommandOption("district", "ID", "this district's only"),
            CommandOption("from", "TIME", "facts of this time and later, such as 2020-05-14T10:00:00+08:00"),
            CommandOption("to", "TIME", "facts before this time"),
            CommandOption("accept-cluster", nil, "the broker is another one, and rightly so: send it the journal"),
        ]
    ) { arguments, terminal in
        let selection = try selection(arguments)
        let services = try services(arguments)
        let connections = try StackConnections(try StackSettings())
        let cluster = try await arguments.isSet("accept-cluster") ? Admin(try connections.kafka()).clusterID() : nil
        for service in services {
            let connection = try await Connection.connect(to: try connections.login(of: service))
            let count = try await Replay.facts(selection, over: connection)
            if let cluster { try await Replay.accept(cluster: cluster, over: connection) }
            await connection.close()
            terminal.say("\(service.rawValue): \(count) facts will be sent again")
        }
        if let cluster {
            terminal.say("cluster \(cluster) is the right one from now on; start again the services that stopped")
        }
        return 0
    }

    private static func services(_ arguments: ParsedArguments) throws -> [ServiceName] {
        let names = arguments.all("service")
        if !names.isEmpty { return try names.map { try StackCommands.service($0, "service") } }
        guard arguments.isSet("accept-cluster") else { throw UsageError("--service is missing") }
        return ServiceName.allCases
    }

    private static func selection(_ arguments: ParsedArguments) throws -> ReplaySelection {
        let topics = try arguments.all("topic").map { name in
            guard let topic = Topic(rawValue: name) else {
                throw UsageError(
                    "--topic must be one of " + Topic.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return topic
        }
        return ReplaySelection(
            topics: topics, district: arguments.value("district").map { DistrictID($0) },
            from: try time("from", arguments), to: try time("to", arguments))
    }

    private static func time(_ option: String, _ arguments: ParsedArguments) throws -> Instant? {
        guard let text = arguments.value(option) else { return nil }
        guard let time = Instant(rfc3339: text) else {
            throw UsageError("--\(option) must be a time with its offset, such as 2020-05-14T10:00:00+08:00")
        }
        return time
    }
}
