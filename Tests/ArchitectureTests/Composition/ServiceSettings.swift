import Foundation

/// What a service says of itself: where it listens and which variables it reads.
struct ServiceSettings {
    let name: String
    let port: Int
    let variables: Set<String>

    /// The services' own word: what their programmes print for `--help`.
    static let ofServices = names.compactMap { name in
        help(of: name).flatMap { ServiceSettings(name: name, help: $0) }
    }

    private static let names = ["intake", "dispatch", "deadline-watcher", "callback-survey", "notifier"]

    private init(name: String, port: Int, variables: Set<String>) {
        self.name = name
        self.port = port
        self.variables = variables
    }

    /// nil when the help does not name a port.
    private init?(name: String, help: String) {
        guard let port = help.firstMatch(of: #/HOTLINE_HTTP_PORT\n.*\(default (\d+)\)/#).flatMap({ Int($0.1) }) else {
            return nil
        }
        let lines = help.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        self.init(name: name, port: port, variables: Set(lines.map { String($0.dropFirst(2)) }))
    }

    /// Built beside the tests. nil for a programme that says nothing.
    static func help(of name: String) -> String? {
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let process = Process()
        let output = Pipe()
        process.executableURL = folder.appending(path: name)
        process.arguments = ["--help"]
        process.standardOutput = output
        do {
            try process.run()
            let text = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
        } catch {
            return nil  // not built: the test says that the service is in the composition only
        }
    }
}
