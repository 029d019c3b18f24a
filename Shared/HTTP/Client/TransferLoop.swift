import CLibCurl
import Glibc
import Synchronization

/// libcurl's multi handle on a thread of its own, as the executor of the actor that starts transfers.
///
/// `@unchecked Sendable`: the multi handle and the transfers are touched on the loop's thread only, but for
/// `curl_multi_wakeup`, which libcurl allows from any.
final class TransferLoop: SerialExecutor, @unchecked Sendable {
    private struct Inbox {
        var jobs: [UnownedJob] = []
        var cancelled: [Int] = []
        var isFinished = false
    }

    private let multi: UnsafeMutableRawPointer
    private let inbox = Mutex(Inbox())
    private var thread = pthread_t()
    private var active: [UnsafeMutableRawPointer: Transfer] = [:]

    private static let isGloballyReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    init() throws(ClientError) {
        guard Self.isGloballyReady, let multi = curl_multi_init() else {
            throw .unreachable("libcurl cannot be started", code: 0)
        }
        self.multi = multi
        // Connections kept open for the next request, and the most that are open at once; more requests wait.
        clibcurl_multi_set_number(multi, CURLMOPT_MAXCONNECTS, 64)
        clibcurl_multi_set_number(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 256)
        let context = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw .unreachable("the thread of the HTTP client cannot be started", code: Int(code))
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        inbox.withLock { $0.jobs.append(job) }
        curl_multi_wakeup(multi)
    }

    func checkIsolated() {
        precondition(pthread_equal(thread, pthread_self()) != 0, "not on the HTTP client's thread")
    }

    /// From any thread: ends the transfer with that number, if it is under way.
    func cancel(_ number: Int) {
        inbox.withLock { $0.cancelled.append(number) }
        curl_multi_wakeup(multi)
    }

    /// Ends the thread; from any thread, when no job can come any more.
    func finish() {
        inbox.withLock { $0.isFinished = true }
        curl_multi_wakeup(multi)
    }

    /// On the loop's thread.
    func start(_ transfer: Transfer) {
        guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
            return transfer.finish(CURLE_FAILED_INIT)
        }
        active[transfer.easy] = transfer
    }

    private func run() {
        ThreadSignals.ignoreBrokenPipes()
        var isFinished = false
        while !isFinished {
            let inbox = self.inbox.withLock { inbox in
                defer { (inbox.jobs, inbox.cancelled) = ([], []) }
                return inbox
            }
            for job in inbox.jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
            for number in inbox.cancelled {
                if let found = active.values.first(where: { $0.number == number }) {
                    end(found.easy, CURLE_ABORTED_BY_CALLBACK)
                }
            }
            perform()
            isFinished = inbox.isFinished
            if !isFinished { curl_multi_poll(multi, nil, 0, 1000, nil) }
        }
        for easy in active.keys { end(easy, CURLE_ABORTED_BY_CALLBACK) }
        curl_multi_cleanup(multi)
    }

    private func perform() {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            end(easy, message.pointee.data.result)
        }
    }

    private func end(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) {
        curl_multi_remove_handle(multi, easy)
        active.removeValue(forKey: easy)?.finish(code)
    }
}
