import Dispatch
import Foundation

extension ServiceGroup {
    /// Runs until SIGTERM or SIGINT; a second one of them ends the process at once (exit code 130). A member that
    /// does not even heed its cancellation is left behind five seconds after the grace (exit code 1).
    public func run() async throws {
        try await ShutdownSignal.ofProcess { shutdown in
            try await run(until: shutdown) {
                // On a thread of its own: whoever hangs may hold every thread of the pool.
                DispatchQueue.global().asyncAfter(deadline: .now() + 5) {
                    Launch.say("shutdown", "a part does not heed its cancellation; leaving it behind")
                    _exit(1)
                }
            }
        }
    }
}

extension ShutdownSignal {
    /// Runs `body` with a signal that SIGTERM or SIGINT gives; a second one of them ends the process at once (exit
    /// code 130).
    public static func ofProcess<T>(_ body: (ShutdownSignal) async throws -> T) async throws -> T {
        let shutdown = ShutdownSignal()
        signal(SIGPIPE, SIG_IGN)  // a peer that has gone is an error of one write
        let signals = StopSignals {
            if shutdown.isGiven { exit(130) }
            shutdown.give()
        }
        defer { signals.end() }
        return try await body(shutdown)
    }
}

/// The end of a process: what `main` hands its work to.
public enum Launch {
    /// Runs `body`, then exits: 0 when it returned, 2 when settings were wrong, else 1; what went wrong is written
    /// to standard error, one readable line for each fault.
    public static func run(_ product: String, _ body: () async throws -> Void) async -> Never {
        do {
            try await body()
            exit(0)
        } catch let error as SettingsRefused {
            for fault in error.faults { say(product, fault) }
            exit(2)
        } catch {
            say(product, "\(error)")
            exit(1)
        }
    }

    static func say(_ product: String, _ text: String) {
        FileHandle.standardError.write(Data("\(product): \(text)\n".utf8))
    }
}
