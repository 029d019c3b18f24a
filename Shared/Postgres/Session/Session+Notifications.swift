import CLibPQ
import Glibc

extension Session {
    func listen(on channel: String, at origin: Origin) throws {
        guard let quoted = PQescapeIdentifier(handle, channel, channel.utf8.count) else { throw lose(at: origin) }
        defer { PQfreemem(quoted) }
        try send(SQL(stringLiteral: "LISTEN \(String(cString: quoted))"), at: origin)
        try synchronise(at: origin)
    }

    /// Looks at the task's cancellation every tenth of a second.
    func awaitNotifications(for limit: Duration, at origin: Origin) throws -> Int {
        let deadline = ContinuousClock.now + limit
        while true {
            let count = takeNotifications()
            let left = (deadline - .now).milliseconds
            if count > 0 || left <= 0 || Task.isCancelled { return count }
            if poll(Int32(POLLIN), milliseconds: min(left, 100)) != 0, PQconsumeInput(handle) == 0 {
                throw lose(at: origin)
            }
        }
    }

    private func takeNotifications() -> Int {
        var count = 0
        while let notification = PQnotifies(handle) {
            PQfreemem(notification)
            count += 1
        }
        return count
    }
}
