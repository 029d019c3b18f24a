import Contracts
import Foundation
import Postgres
import Sealing

/// `hotline migrate` and `hotline setup`, for where nobody says `hotline up`.
enum SetupCommand {
    static let migrate = Command(
        "migrate", "Makes or changes the services' schemas and login roles, as POSTGRES_ADMIN_USER"
    ) { _, terminal in
        let settings = try StackSettings()
        try await migrate(settings, try StackConnections(settings), terminal)
        return 0
    }

    static let setup = Command(
        "setup", "Topics, schemas, keys and tokens: what the services need before they start"
    ) { _, terminal in
        let settings = try StackSettings()
        let connections = try StackConnections(settings)
        try settings.run.prepare()
        let made = try await TopicPlan.apply(connections.namespace, through: try connections.kafka())
        terminal.say("\(made.count) topics created, \(Topic.allCases.count - made.count) were there")
        let secrets = Secrets(run: settings.run, deploy: settings.deploy)
        try secrets.prepareKeys()
        let tokens = try secrets.tokens()
        terminal.say(
            tokens.isNew
                ? "tokens for each role and unit are in \(settings.run.tokenTexts.url.path)" : "the tokens were there")
        try await migrate(settings, connections, terminal)
        return 0
    }

    private static func migrate(
        _ settings: StackSettings, _ connections: StackConnections, _ terminal: Terminal
    ) async throws {
        try await SchemaMigration(settings: settings, connections: connections).apply(ServiceName.allCases)
        terminal.say("the schemas \(settings.namespace)_… are up to date")
    }
}
