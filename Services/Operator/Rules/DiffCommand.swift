import RulePacks
import YAML

extension RuleCommands {
    static let diff = Command(
        "diff", "What a rule pack says otherwise than an older one; 1 when there is something",
        arguments: ["old", "new"]
    ) { arguments, terminal in
        let (old, new) = (try document(arguments.argument("old")), try document(arguments.argument("new")))
        let differences = old.differences(to: new)
        for difference in differences { terminal.say(difference.description) }
        terminal.say("\(differences.count) differences")
        return differences.isEmpty ? 0 : 1
    }

    /// - Throws: `CommandFailure` (exit code 2) with every problem of a pack that cannot be adopted.
    private static func document(_ path: String) throws -> Node {
        let source = try TextFile.read(path)
        do {
            _ = try RulePack(source: source, file: path)
            return try Node.parse(source, file: path)
        } catch let error as PackErrors {
            throw CommandFailure(error.description, exitCode: 2)
        }
    }
}
