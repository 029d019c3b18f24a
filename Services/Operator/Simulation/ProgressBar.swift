import Foundation
import Synchronization

/// One line on standard error that fills up; where that is no terminal, a line for every tenth.
final class ProgressBar: Sendable {
    private struct State {
        var tenth = -1
        var drawn = ContinuousClock.now - .seconds(1)
    }

    private let state = Mutex(State())
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private static let width = 30

    func show(_ progress: SimulationProgress) {
        let share = progress.isOver ? 1 : Double(progress.shows) / Double(max(progress.showsInAll, 1)) * 0.95
        let tenth = Int(share * 10)
        let isWanted = state.withLock { state in
            guard
                progress.isOver
                    || (isTerminal ? ContinuousClock.now - state.drawn > .milliseconds(100) : tenth > state.tenth)
            else { return false }
            state.drawn = .now
            state.tenth = progress.isOver ? -1 : tenth
            return true
        }
        guard isWanted else { return }
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        let text =
            "\(bar) \(progress.district) \(progress.day)  \(progress.shows) of \(progress.showsInAll) shows, "
            + "\(progress.acts) acts"
        let end = isTerminal && !progress.isOver ? "" : "\n"
        FileHandle.standardError.write(Data(((isTerminal ? "\r\u{1B}[K" : "") + text + end).utf8))
    }
}
