/// One word of a command line: either a group of further words, or something that is done.
public struct Command: Sendable {
    /// Does the work; the result is the exit code (0 done, 1 the answer is no, 2 input that cannot be read).
    public typealias Body = @Sendable (ParsedArguments, Terminal) async throws -> Int32

    public let name: String
    /// One line for the list of commands.
    public let summary: String
    public let options: [CommandOption]
    /// Names of the arguments without dashes, in order. All are required but those that end in `?`, which come last.
    public let arguments: [String]
    public let subcommands: [Command]
    /// The subcommand that is meant when none is named.
    let standard: String?
    let body: Body?

    public init(
        _ name: String, _ summary: String, options: [CommandOption] = [], arguments: [String] = [],
        body: @escaping Body
    ) {
        self.name = name
        self.summary = summary
        self.options = options
        self.arguments = arguments
        self.body = body
        subcommands = []
        standard = nil
    }

    /// A group; it does nothing by itself.
    ///
    /// - Parameter standard: the subcommand that is meant when none is named.
    public init(_ name: String, _ summary: String, subcommands: [Command], standard: String? = nil) {
        self.name = name
        self.summary = summary
        self.subcommands = subcommands
        self.standard = standard
        options = []
        arguments = []
        body = nil
    }

    /// `Usage: hotline calendar check [options] FILE`.
    func usage(_ path: [String]) -> String {
        let words = path + (subcommands.isEmpty ? [] : ["COMMAND"]) + (options.isEmpty ? [] : ["[options]"])
        let named = arguments.map { $0.hasSuffix("?") ? "[\($0.dropLast().uppercased())]" : $0.uppercased() }
        return "Usage: " + (words + named).joined(separator: " ")
    }

    func help(_ path: [String]) -> String {
        var lines = [summary, "", usage(path)]
        let rows = subcommands.map { ($0.name, $0.summary) } + options.map { ($0.usage, $0.help) }
        let width = rows.map(\.0.count).max() ?? 0
        if !rows.isEmpty { lines += ["", subcommands.isEmpty ? "Options:" : "Commands:"] }
        for (name, text) in rows {
            lines.append("  \(name)\(String(repeating: " ", count: width - name.count))  \(text)")
        }
        return lines.joined(separator: "\n")
    }
}
