import Contracts

/// `hotline load`: what `hotline up` does last, for services that somebody else starts.
enum LoadCommand {
    static let command = Command(
        "load", "Gives running services the calendar and the districts of deploy, each file once"
    ) { _, terminal in
        let settings = try StackSettings()
        guard settings.run.tokenTexts.exists else {
            throw CommandFailure("there is no \(settings.run.tokenTexts.url.path): hotline setup makes the tokens")
        }
        try settings.run.prepare()
        let tokens = try settings.run.tokenTexts.read()
        let database = try await StackConnections(settings).databaseName()
        try await DistrictLoading(settings, tokens, database: database, terminal).load(Set(ServiceName.allCases))
        return 0
    }
}
