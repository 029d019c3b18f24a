/// Runs services in the order in which they depend on each other, and ends them in the opposite order: each only
/// after all that come behind it have ended.
///
/// The order of a whole process is: pool, producer, relay, consumer, HTTP. So on shutdown no request comes in any
/// more before the consumer finishes its batch, and everything written is sent before the producer is drained.
public struct ServiceGroup: Sendable {
    private let members: [any Service]
    private let grace: Duration
    private let log: Log

    /// - Parameter grace: how long the members together may take to end after the shutdown signal; then they are
    ///   cancelled.
    public init(_ members: [any Service], grace: Duration = .seconds(25), log: Log) {
        self.members = members
        self.grace = grace
        self.log = log
    }

    /// Runs until `shutdown` is given or a member ends or fails; returns when all have ended.
    ///
    /// - Throws: `ServiceFailed` for the first member that failed or ended unasked; `GraceExceeded`.
    public func run(until shutdown: ShutdownSignal) async throws {
        try await run(until: shutdown, onExpiry: {})
    }

    func run(until shutdown: ShutdownSignal, onExpiry: () -> Void) async throws {
        guard !members.isEmpty else { return await shutdown.wait() }
        let signals = members.map { _ in ShutdownSignal() }
        try await withThrowingTaskGroup(of: Turn.self) { group in
            for (index, member) in members.enumerated() {
                group.addTask { await Turn.ended(index, failure(of: member, signals[index])) }
            }
            group.addTask {
                await shutdown.wait()
                return .asked
            }
            var course = Course(count: members.count)
            while !course.isOver, let turn = try await group.next() {
                if course.take(turn) { startLimit(in: &group) }
                report(turn, course)
                if case .expired = turn {
                    onExpiry()
                    group.cancelAll()
                }
                if let next = course.next { signals[next].give() }
            }
            group.cancelAll()
            try course.result(members)
        }
    }

    private func startLimit(in group: inout ThrowingTaskGroup<Turn, any Error>) {
        let grace = grace
        log.notice("shutting down")
        group.addTask {
            do { try await Task.sleep(for: grace) } catch { return .idle }  // everything ended in time
            return .expired
        }
    }

    private func failure(of member: any Service, _ signal: ShutdownSignal) async -> (any Error)? {
        log.debug("started", ["part": member.name])
        do {
            try await member.run(until: signal)
            // Whoever is cancelled before its turn has come was asked in another way.
            return signal.isGiven || Task.isCancelled ? nil : EndedUnasked()
        } catch {
            // Cancelling is how a member is told that its grace is over, not a fault of its own.
            return error is CancellationError && Task.isCancelled ? nil : error
        }
    }

    private func report(_ turn: Turn, _ course: Course) {
        switch turn {
        case .ended(let index, let error?):
            log.critical("a part failed", ["part": members[index].name, "error": "\(error)"])
        case .ended(let index, nil): log.info("ended", ["part": members[index].name])
        case .expired:
            log.error(
                "grace is over, cancelling", ["parts": course.running.map { members[$0].name }.joined(separator: ", ")])
        case .asked, .idle: break
        }
    }
}

/// What can happen while a group runs.
private enum Turn: Sendable {
    case ended(Int, (any Error)?)
    case asked, expired, idle
}

/// How far the group has come: who still runs, whether it is ending, what went wrong first.
private struct Course {
    var running: Set<Int>
    var isEnding = false
    private var isExpired = false
    private var fault: (index: Int, error: any Error)?

    init(count: Int) { running = Set(0..<count) }

    var isOver: Bool { running.isEmpty }
    /// Whom to ask to end: the last that still runs, once the group is ending.
    var next: Int? { isEnding ? running.max() : nil }

    /// - Returns: true when the ending begins with this turn.
    mutating func take(_ turn: Turn) -> Bool {
        let wasEnding = isEnding
        switch turn {
        case .ended(let index, let error):
            running.remove(index)
            if let error, fault == nil { fault = (index, error) }
            isEnding = true
        case .asked: isEnding = true
        case .expired: isExpired = true
        case .idle: break
        }
        return isEnding && !wasEnding
    }

    func result(_ members: [any Service]) throws {
        if let fault { throw ServiceFailed(part: members[fault.index].name, cause: fault.error) }
        if isExpired { throw GraceExceeded() }
    }
}

/// A member returned though nobody had asked it to.
public struct EndedUnasked: Error, CustomStringConvertible {
    public var description: String { "ended without being asked" }
}

/// The members did not end within the grace and were cancelled.
public struct GraceExceeded: Error, CustomStringConvertible {
    public var description: String { "the parts did not end within the grace and were cancelled" }
}
