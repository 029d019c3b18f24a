import Dispatch

/// A serial executor with a thread of its own, for actors whose methods block inside a C library.
///
/// An actor that returns it from `unownedExecutor` may wait in a C call without taking a thread from Swift's
/// cooperative pool. One executor serves one actor, or a few that take turns on the same C handle.
///
/// A C callback that the library makes on this thread (from inside a call of the actor) may use
/// `actor.assumeIsolated`; on any other thread that traps.
public final class BlockingExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// - Parameter label: shown by debuggers as the thread's queue.
    public init(label: String = "blocking") {
        queue = DispatchQueue(label: label)
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    public func isSameExclusiveExecutionContext(other: BlockingExecutor) -> Bool {
        queue === other.queue
    }

    /// Traps unless the caller runs on this executor's thread.
    public func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
