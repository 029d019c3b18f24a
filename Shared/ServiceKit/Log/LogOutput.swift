import Foundation
import Synchronization

/// Where log lines go, each whole and after the other.
public final class LogOutput: Sendable {
    public static let standardError = LogOutput { FileLines.write($0, to: STDERR_FILENO) }
    public static let standardOutput = LogOutput { FileLines.write($0, to: STDOUT_FILENO) }
    /// For tests that do not look at the log.
    public static let nowhere = LogOutput { _ in }

    // A lock and not an actor: a line must be out before the caller goes on, and before it crashes.
    private let turn = Mutex(())
    private let sink: @Sendable ([UInt8]) -> Void

    /// - Parameter sink: is given one line with its newline, by one caller at a time.
    public init(_ sink: @escaping @Sendable ([UInt8]) -> Void) { self.sink = sink }

    func write(_ line: [UInt8]) { turn.withLock { _ in sink(line) } }
}

private enum FileLines {
    static func write(_ line: [UInt8], to file: Int32) {
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                // A log that nobody takes any more must not stop the service.
                guard count > 0 || errno == EINTR else { return }
                rest = rest.dropFirst(max(count, 0))
            }
        }
    }
}
