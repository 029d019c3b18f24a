import Contracts
import Foundation

/// `hotline topics`.
enum TopicCommands {
    static let group = Command(
        "topics", "The topics, what is in them, and how far each service is behind", subcommands: [list, create],
        standard: "list")

    private static let list = Command(
        "list", "Topics with partitions, records and each group's lag",
        options: [CommandOption("json", nil, "one JSON array")]
    ) { arguments, terminal in
        let figures = try await TopicFigures.all(try StackConnections(try StackSettings()))
        if arguments.isSet("json") {
            terminal.say(try CommandJSON.text(figures))
        } else {
            TopicFigures.table(figures).lines.forEach(terminal.say)
        }
        return 0
    }

    private static let create = Command("create", "Makes the topics that are not there") { _, terminal in
        let connections = try StackConnections(try StackSettings())
        let made = try await TopicPlan.apply(connections.namespace, through: try connections.kafka())
        for name in made { terminal.say("created \(name)") }
        if made.isEmpty { terminal.say("all \(Topic.allCases.count) topics are there") }
        return 0
    }
}

/// JSON as commands print it.
enum CommandJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
