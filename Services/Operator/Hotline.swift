/// The operator's command, `hotline`.
public enum Hotline {
    public static let command = Command(
        "hotline", "The operator's command of the hotline services",
        subcommands: [
            StackCommands.up, StackCommands.down, CalendarCommands.group, BenchCommands.group,
        ])
}
