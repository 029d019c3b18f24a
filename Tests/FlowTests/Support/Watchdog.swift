import Foundation
import Glibc
import Synchronization
import TestSupport

/// Kills a process when this one has ended in a way that left no time for it; it sleeps until then.
final class Watchdog: Sendable {
    private struct State {
        var process: Process?
        var isOver = false
    }

    /// Its other end is this process's alone: whoever reads it waits as long as this process lives.
    private static let lifeline: FileHandle? = {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { return nil }
        return FileHandle(fileDescriptor: ends[0], closeOnDealloc: false)
    }()

    private let state = Mutex(State())

    struct NoLifeline: Error {}

    func guardLife(of process: Int32) throws {
        guard let lifeline = Self.lifeline else { throw NoLifeline() }
        let watchdog = Process()
        watchdog.executableURL = URL(filePath: "/bin/sh")
        watchdog.arguments = ["-c", "read -r _; kill -9 \(process)"]
        watchdog.standardInput = lifeline
        watchdog.standardError = FileHandle.nullDevice
        watchdog.standardOutput = FileHandle.nullDevice
        try watchdog.spawn()
        let isOver = state.withLock { state in
            state.process = watchdog
            return state.isOver
        }
        if isOver { watchdog.terminate() }
    }

    /// The process has ended; its number may soon be another's.
    func release() {
        state.withLock { state in
            state.isOver = true
            return state.process
        }?.terminate()
    }
}
