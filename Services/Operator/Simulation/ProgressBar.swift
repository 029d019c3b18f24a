import Foundation
import Synchronization

/// One line on standard error that fills up; where that is no terminal, a line for every tenth.
final class ProgressBar: Sendable {
    private struct State {
        var tenth = -1
        var drawn = ContinuousClock.now - .seconds(1)
    }

    private let state = Mutex(State())
    private let descriptor: Int32
    private let isTerminal: Bool
    private static let width = 30

    /// - Parameter descriptor: of the file that it is drawn on.
    init(on descriptor: Int32 = STDERR_FILENO) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    func show(_ progress: SimulationProgress) {
        let share = progress.isOver ? 1 : Double(progress.shows) / Double(max(progress.showsInAll, 1)) * 0.95
        guard isWanted(Int(share * 10), progress.isOver) else { return }
        let line = Self.line(progress, share, columns: isTerminal ? columns : nil)
        let end = isTerminal && !progress.isOver ? "" : "\n"
        write((isTerminal ? "\r\u{1B}[K" : "") + line + end)
    }

    private func isWanted(_ tenth: Int, _ isOver: Bool) -> Bool {
        state.withLock { state in
            let isNews = isTerminal ? ContinuousClock.now - state.drawn > .milliseconds(100) : tenth > state.tenth
            guard isOver || isNews else { return false }
            state.drawn = .now
            state.tenth = isOver ? -1 : tenth
            return true
        }
    }

    /// - Parameters:
    ///   - share: how much of it is filled, 0 to 1.
    ///   - columns: of the terminal; nil for as many as it takes. The last one stays empty, for some terminals begin a
    ///     new line when it is written.
    private static func line(_ progress: SimulationProgress, _ share: Double, columns: Int?) -> String {
        let text =
            " \(progress.district) \(progress.day)  \(progress.shows) of \(progress.showsInAll) shows, "
            + "\(progress.acts) acts"
        let room = columns.map { max($0 - 1, 0) } ?? .max
        let width = min(Self.width, max(room - text.columns, 10))
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return (bar + text).fitting(room)
    }

    /// The terminal's width as it is now; 80 where it does not say.
    private var columns: Int {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : 80
    }

    private func write(_ text: String) {
        // A bar that nobody can see is no reason to end a season.
        try? FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: Data(text.utf8))
    }
}
