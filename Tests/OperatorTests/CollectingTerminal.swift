import Synchronization

@testable import OperatorService

/// Keeps what a command says.
final class CollectingTerminal: Sendable {
    private let answers = Mutex<[String]>([])
    private let complaints = Mutex<[String]>([])

    var said: String { answers.withLock { $0.joined(separator: "\n") } }
    var complained: String { complaints.withLock { $0.joined(separator: "\n") } }

    /// Runs `hotline`, or another command, with these words.
    func run(_ words: [String], command: Command = Hotline.command) async -> Int32 {
        await command.run(words, on: terminal)
    }

    var terminal: Terminal {
        Terminal(
            say: { line in self.answers.withLock { $0.append(line) } },
            complain: { line in self.complaints.withLock { $0.append(line) } })
    }

    /// Runs a line without quotes.
    func run(_ line: String) async -> Int32 { await run(line.split(separator: " ").map(String.init)) }
}
