import Contracts

/// `hotline up`, `down`, `status`.
enum StackCommands {
    private static let only = CommandOption(
        "only", "SERVICES", "only these, between commas, such as intake,dispatch")

    static let up = Command(
        "up", "Starts PostgreSQL, a broker and the five services, whatever of them does not run",
        options: [only]
    ) { arguments, terminal in
        let names = try services(arguments)
        try await Stack(settings: try StackSettings(), terminal: terminal).start(names)
        return 0
    }

    static let down = Command("down", "Stops what hotline up has started; all data stay") { _, terminal in
        try await Stack(settings: try StackSettings(), terminal: terminal).stop()
        return 0
    }

    static let status = Command(
        "status", "What runs and how it is; 1 when something is not ready", options: [only]
    ) { arguments, terminal in
        let names = try services(arguments)
        return try await StackStatus(settings: try StackSettings(), terminal: terminal).show(names) ? 0 : 1
    }

    private static func services(_ arguments: ParsedArguments) throws -> [ServiceName] {
        guard let text = arguments.value("only") else { return ServiceName.allCases }
        return try text.split(separator: ",").map { try service(String($0), "only") }
    }

    static func service(_ text: String, _ option: String) throws -> ServiceName {
        guard let name = ServiceName(rawValue: text) else {
            let names = ServiceName.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("--\(option) must be of \(names), is \(text)")
        }
        return name
    }
}
