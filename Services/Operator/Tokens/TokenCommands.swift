import Foundation
import Sealing

/// `hotline tokens`: who may do what in their own name.
enum TokenCommands {
    static let group = group()

    /// - Parameter environment: nil for that of the process.
    static func group(in environment: [String: String]? = nil) -> Command {
        Command(
            "tokens", "Tokens that name a person, who decides: issue, list, revoke",
            subcommands: [issue(environment), list(environment), revoke(environment)], standard: "list")
    }

    private static let name = CommandOption("name", "NAME", "the person's staff id; goes on record with what is done")

    private static func tokens(_ environment: [String: String]?) throws -> PersonalTokens {
        let settings = try environment.map { try StackSettings($0) } ?? StackSettings()
        return PersonalTokens(run: settings.run, deploy: settings.deploy)
    }

    private static func issue(_ environment: [String: String]?) -> Command {
        let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
        return Command(
            "issue", "Makes one and prints it, this once",
            options: [
                name, CommandOption("role", "ROLE", "one of \(roles)"),
                CommandOption("district", "D", "of this district alone"),
                CommandOption("unit", "U", "the unit that the role unit acts for"),
            ]
        ) { arguments, terminal in
            let name = try arguments.required("name")
            guard let role = Role(rawValue: try arguments.required("role")) else {
                throw UsageError("--role must be one of \(roles)")
            }
            let wish = PersonalTokens.Wish(
                name: name, role: role, district: arguments.value("district"), unit: arguments.value("unit"))
            let token = try tokens(environment).issue(wish)
            // Alone on standard output, so that a script can take it.
            terminal.say(token.text)
            terminal.complain("this is the token of \(name), shown this once; services take it within two seconds")
            return 0
        }
    }

    private static func list(_ environment: [String: String]?) -> Command {
        Command("list", "Every token's name, role, district and unit; never the token") { _, terminal in
            let rows = try tokens(environment).list().map { grant in
                [
                    grant.name, grant.roles.map(\.rawValue).sorted().joined(separator: ","), grant.district.rawValue,
                    grant.unit?.rawValue ?? "", grant.isPerson ? "person" : "shared",
                ]
            }
            TextTable(["name", "role", "district", "unit", "kind"], rows).lines.forEach(terminal.say)
            return 0
        }
    }

    private static func revoke(_ environment: [String: String]?) -> Command {
        Command("revoke", "Ends a person's token", options: [name]) { arguments, terminal in
            let name = try arguments.required("name")
            try tokens(environment).revoke(name)
            terminal.say("\(name) has no token any more; services forget it within two seconds")
            return 0
        }
    }
}
