extension Command {
    /// Finds the command that `words` name, and runs it.
    ///
    /// - Returns: the exit code: 0, 1, 2 as the command says, 64 for a command line that cannot be understood.
    public func run(_ words: [String], on terminal: Terminal = .standard) async -> Int32 {
        await run(words[...], path: [name], on: terminal)
    }

    private func run(_ words: ArraySlice<String>, path: [String], on terminal: Terminal) async -> Int32 {
        if let first = words.first, first == "--help" || first == "-h" || (first == "help" && body == nil) {
            terminal.say(help(path))
            return 0
        }
        guard let body else { return await runSubcommand(words, path: path, on: terminal) }
        do {
            if words.prefix(while: { $0 != "--" }).contains("--help") {
                terminal.say(help(path))
                return 0
            }
            return try await body(ParsedArguments(Array(words), of: self), terminal)
        } catch let error as UsageError {
            return complain(error.description, path, terminal)
        } catch let failure as CommandFailure {
            terminal.complain("\(path.joined(separator: " ")): \(failure)")
            return failure.exitCode
        } catch {
            terminal.complain("\(path.joined(separator: " ")): \(error)")
            return 1
        }
    }

    private func runSubcommand(_ words: ArraySlice<String>, path: [String], on terminal: Terminal) async -> Int32 {
        if let standard, words.first?.hasPrefix("--") ?? true,
            let command = subcommands.first(where: { $0.name == standard })
        {
            return await command.run(words, path: path + [standard], on: terminal)
        }
        guard let word = words.first else { return complain("a command is missing", path, terminal) }
        guard let command = subcommands.first(where: { $0.name == word }) else {
            return complain("there is no command \(word)", path, terminal)
        }
        return await command.run(words.dropFirst(), path: path + [word], on: terminal)
    }

    private func complain(_ reason: String, _ path: [String], _ terminal: Terminal) -> Int32 {
        terminal.complain("\(path.joined(separator: " ")): \(reason)")
        terminal.complain(usage(path))
        terminal.complain("See \(path.joined(separator: " ")) --help")
        return 64
    }
}
