import Glibc

enum ThreadSignals {
    /// Writing to a connection whose peer has gone must be an error, not the end of the process. The signal goes to the
    /// thread that wrote, so that blocking it on the room's own threads is enough.
    static func ignoreBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
