/// The operator's command, `hotline`.
public enum Hotline {
    public static let command = Command(
        "hotline", "The operator's command of the hotline services",
        subcommands: [
            StackCommands.up, StackCommands.down, StackCommands.status, TopicCommands.group, ParkedCommands.group,
            ReplayCommand.command, RuleCommands.group, SetupCommand.setup, SetupCommand.migrate,
            LoadCommand.command, TokenCommands.group, CalendarCommands.group, BenchCommands.group,
            SimulateCommand.command,
            DemoCommand.command,
        ])
}
