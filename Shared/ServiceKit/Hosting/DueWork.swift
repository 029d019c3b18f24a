import Contracts

/// Work that falls due at instants of the domain's clock: deadlines, callbacks, the dispatch after a show.
public protocol DueWork: Sendable {
    var name: String { get }
    /// The earliest instant at which there is something to do; nil when nothing waits.
    func next() async throws -> Instant?
    /// Does what is due at `now`, at most one batch of it.
    ///
    /// - Returns: how many items were done; 0 when nothing was due.
    func run(at now: Instant) async throws -> Int
}
