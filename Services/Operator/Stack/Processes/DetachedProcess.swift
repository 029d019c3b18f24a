import Foundation

/// Starts a programme that outlives its caller: in a session of its own, so that a Ctrl-C at the caller's terminal does
/// not reach it, with nothing of the caller's open, and with its output at the end of a log.
struct DetachedProcess: Sendable {
    let programme: URL
    let environment: [String: String]
    let log: URL

    /// - Throws: `CommandFailure` naming the programme.
    func start() throws -> ProcessIdentity {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log.path, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        for descriptor in try Self.openDescriptors() { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(Self.newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        return try spawn(&actions, &attributes)
    }

    /// glibc's POSIX_SPAWN_SETSID, which its header shows to _GNU_SOURCE only.
    private static let newSession: Int32 = 0x80

    /// All but the first three. One that is closed meanwhile does no harm: glibc passes over it.
    private static func openDescriptors() throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }.filter { $0 > 2 }
    }

    private func spawn(
        _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
    ) throws -> ProcessIdentity {
        var words: [UnsafeMutablePointer<CChar>?] = [strdup(programme.path), nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var id = pid_t()
        let code = posix_spawn(&id, programme.path, &actions, &attributes, &words, &variables)
        guard code == 0 else {
            throw CommandFailure("\(programme.path) cannot be started: \(String(cString: strerror(code)))")
        }
        guard let identity = ProcessIdentity(running: id) else {
            throw CommandFailure("\(programme.lastPathComponent) ended at once; see \(log.path)")
        }
        return identity
    }
}
