import Testing

@testable import OperatorService

@Suite struct CommandLineTests {
    private static let command = Command(
        "tool", "A tool",
        subcommands: [
            Command(
                "greet", "Says a name",
                options: [CommandOption("times", "N", "how often"), CommandOption("loud", nil, "in capitals")],
                arguments: ["name"]
            ) { arguments, terminal in
                let name = arguments.argument("name")
                for _ in 0..<(try arguments.integer("times") ?? 1) {
                    terminal.say(arguments.isSet("loud") ? name.uppercased() : name)
                }
                return 0
            },
            Command("fail", "Fails") { _, _ in throw CommandFailure("no luck", exitCode: 2) },
            Command("no", "Answers no") { _, _ in 1 },
        ])

    @Test func optionsMayStandBeforeAndAfterTheArguments() async {
        for words in [["--times", "2", "--loud", "li"], ["li", "--loud", "--times=2"]] {
            let terminal = CollectingTerminal()
            #expect(await terminal.run(["greet"] + words, command: Self.command) == 0)
            #expect(terminal.said == "LI\nLI")
        }
    }

    @Test func twoDashesEndTheOptions() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["greet", "--", "--loud"], command: Self.command) == 0)
        #expect(terminal.said == "--loud")
    }

    @Test(arguments: [
        (["greet"], "NAME is missing"), (["greet", "a", "b"], "unexpected b"),
        (["greet", "a", "--times"], "--times needs a value"),
        (["greet", "a", "--times", "x"], "--times must be a whole number"),
        (["greet", "a", "--size"], "there is no option --size"), (["greet", "a", "--loud=1"], "--loud takes no value"),
        (["dance"], "there is no command dance"), ([], "a command is missing"),
    ]) func whatCannotBeUnderstoodIs64WithTheUsage(words: [String], reason: String) async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run(words, command: Self.command) == 64)
        #expect(terminal.complained.contains(reason))
        #expect(terminal.complained.contains("Usage: tool"))
    }

    @Test func helpListsCommandsAndOptions() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["--help"], command: Self.command) == 0)
        #expect(await terminal.run(["greet", "--help"], command: Self.command) == 0)
        #expect(terminal.said.contains("greet  Says a name"))
        #expect(terminal.said.contains("Usage: tool greet [options] NAME"))
        #expect(terminal.said.contains("--times N  how often"))
    }

    @Test func aFailureHasItsOwnExitCodeAndAnAnswerOfNoIsOne() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["fail"], command: Self.command) == 2)
        #expect(terminal.complained == "tool fail: no luck")
        #expect(await terminal.run(["no"], command: Self.command) == 1)
    }
}
