import Dispatch
import Foundation

/// SIGTERM and SIGINT as calls on a queue, from the moment `init` returns.
///
/// Not Dispatch's own signal source: it begins to listen a moment after it is resumed, and a signal that comes in
/// between is lost or kills the process.
final class StopSignals {
    private let source: any DispatchSourceRead

    init(_ body: @escaping @Sendable () -> Void) {
        let descriptor = SignalPipe.shared.reading
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler {
            var signals = [UInt8](repeating: 0, count: 16)
            let count = read(descriptor, &signals, signals.count)
            for _ in 0..<max(count, 0) { body() }
        }
        source.resume()
        for number in [SIGTERM, SIGINT] { signal(number, writeToSignalPipe) }
    }

    func end() {
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
        source.cancel()
    }
}

/// A pipe from the signal handler, which may do nothing but write, to the queue.
private struct SignalPipe {
    static let shared = SignalPipe()
    let reading: Int32
    let writing: Int32

    private init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reading, writing) = (ends[0], ends[1])
    }
}

private func writeToSignalPipe(_ number: Int32) {
    let before = errno
    var byte = UInt8(truncatingIfNeeded: number)
    write(SignalPipe.shared.writing, &byte, 1)
    errno = before
}
