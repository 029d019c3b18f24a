import CLibEvent
import Glibc
import Synchronization

/// libevent's loop on a thread of its own, as the executor of the server's actor.
///
/// The thread ends, and the base is freed, after `finish`, which the actor calls when nothing can reach it any more.
/// `@unchecked Sendable`: the base and the event are touched on the loop's thread only, but for `event_active` and
/// `event_base_loopbreak`, which libevent allows from any thread after `evthread_use_pthreads`.
final class EventLoop: SerialExecutor, @unchecked Sendable {
    let base: OpaquePointer
    private var wake: OpaquePointer?
    private var thread = pthread_t()
    private let jobs = Mutex<[UnownedJob]>([])
    private var running: [UnownedJob] = []

    private static let threadsAreOn = evthread_use_pthreads() == 0

    init() throws(ServerError) {
        guard Self.threadsAreOn, let base = event_base_new() else { throw ServerError("libevent cannot make a loop") }
        self.base = base
        let context = Unmanaged.passRetained(self)
        wake = event_new(
            base, -1, Int16(EV_PERSIST), { _, _, context in EventLoop.from(context)?.runJobs() }, context.toOpaque())
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<EventLoop>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard wake != nil, code == 0 else {
            context.release()
            throw ServerError("the thread of the HTTP server cannot be started (errno \(code))")
        }
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> EventLoop? {
        context.map { Unmanaged<EventLoop>.fromOpaque($0).takeUnretainedValue() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = jobs.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst, let wake { event_active(wake, Int32(EV_READ), 0) }
    }

    func checkIsolated() {
        precondition(pthread_equal(thread, pthread_self()) != 0, "not on the HTTP server's thread")
    }

    /// Ends the loop; from any thread, once.
    func finish() {
        event_base_loopbreak(base)
    }

    private func run() {
        ThreadSignals.ignoreBrokenPipes()
        event_base_loop(base, EVLOOP_NO_EXIT_ON_EMPTY)
        if let wake { event_free(wake) }
        event_base_free(base)
    }

    /// Takes all jobs at once: answers that became ready together share one wake-up.
    private func runJobs() {
        jobs.withLock { swap(&$0, &running) }
        for job in running { job.runSynchronously(on: asUnownedSerialExecutor()) }
        running.removeAll(keepingCapacity: true)
    }
}
