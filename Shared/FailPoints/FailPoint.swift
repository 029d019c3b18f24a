import Glibc
import Synchronization

/// A named place in the code at which a test can kill the process, to prove what a crash there leaves behind, or make
/// it hang, to prove that this is noticed.
///
/// Exists in debug builds only; in a release build `reach` is empty and costs nothing. The environment of the
/// process chooses the place: `HOTLINE_FAILPOINT=relay.acknowledged` (the first time it is reached) or
/// `relay.acknowledged:3` (the third time). `HOTLINE_FAILPOINT_ACTION=hang` stops the thread there for ever and leaves
/// the others alone. Before dying the process appends one line with the name to the file
/// named by `HOTLINE_FAILPOINT_LOG` and syncs it, so that the test can assert that the place was reached.
public enum FailPoint {
    /// Ends the process by SIGKILL when this is the place, and the occasion, that the environment names.
    ///
    /// - Parameter name: `<part>.<what has just happened>`, for example `relay.acknowledged`.
    @inline(__always)
    public static func reach(_ name: StaticString) {
        #if DEBUG
            guard let armed = Armed.fromEnvironment, armed.isNamed(name) else { return }
            armed.count()
        #endif
    }
}

#if DEBUG
    private func append(_ line: String, to file: Int32) {
        _ = Array(line.utf8).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }

    /// The fail point that the environment chose, and how often it has been reached.
    @usableFromInline
    final class Armed: Sendable {
        private let name: String
        private let occasion: Int
        private let log: String?
        private let hangs: Bool
        private let reached = Atomic<Int>(0)

        @usableFromInline static let fromEnvironment = Armed(
            setting: getenv("HOTLINE_FAILPOINT").map { String(cString: $0) },
            log: getenv("HOTLINE_FAILPOINT_LOG").map { String(cString: $0) },
            hangs: getenv("HOTLINE_FAILPOINT_ACTION").map { String(cString: $0) } == "hang")

        init?(setting: String?, log: String?, hangs: Bool) {
            guard let setting, !setting.isEmpty else { return nil }
            let parts = setting.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let occasion = parts.count == 1 ? 1 : Int(parts[1]), occasion > 0 else {
                // Loud, for a test that arms a fail point which never fires proves nothing.
                append(
                    "HOTLINE_FAILPOINT: must be a name or name:N with N from 1, is \"\(setting)\"\n", to: STDERR_FILENO)
                exit(2)
            }
            name = String(parts[0])
            self.occasion = occasion
            self.log = log
            self.hangs = hangs
        }

        @usableFromInline
        func isNamed(_ other: StaticString) -> Bool {
            other.withUTF8Buffer { $0.elementsEqual(name.utf8) }
        }

        @usableFromInline
        func count() {
            guard reached.add(1, ordering: .relaxed).newValue == occasion else { return }
            writeDown()
            if !hangs { kill(getpid(), SIGKILL) }
            // Nothing after this place may happen, not even in the instant before the signal is delivered.
            while true { pause() }
        }

        private func writeDown() {
            guard let log else { return }
            let file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
            guard file >= 0 else { return }
            append("\(name)\n", to: file)
            fsync(file)
            close(file)
        }
    }
#endif
