import Contracts
import Kafka
import Postgres

/// What a live broadcast has set going, counted from its beginning.
struct LiveFigures: Sendable {
    var calls = 0
    /// Whether the show is over: until then somebody may still be on the line.
    var isClosed = false
    var workOrders = 0
    var deadlines = 0
    var notifications = 0
    /// Messages that some service has not handled yet, by topic.
    var lag: [Topic: Int] = [:]
    /// Messages that wait in a service for what comes first, and cases of which the deadline watcher has heard something late,
    /// which it tells when no more of that comes.
    var held = 0

    /// Whether everything that was said has been handled.
    var isStill: Bool { open == 0 }

    private var open: Int { lag.values.reduce(0, +) + held }

    /// How long a show's messages may be on their way behind its end, in seconds.
    static let patience = 60

    /// Whether everything has come through.
    ///
    /// - Parameters:
    ///   - last: the look before this one.
    ///   - late: seconds since the end of the show.
    /// - Throws: `CommandFailure` when it should have by now.
    func isThrough(after last: LiveFigures, late: Int) throws(CommandFailure) -> Bool {
        let isDone =
            late > 0 && isClosed && isStill && workOrders == last.workOrders && deadlines == last.deadlines
            && notifications == last.notifications
            && workOrders > 0
        guard !isDone, late > Self.patience else { return isDone }
        throw CommandFailure(
            "the live broadcast ended \(late) s ago and not everything has come through: \(open) messages are still "
                + "open, and of \(calls) calls \(workOrders) are work orders; see hotline status")
    }
}

/// Looks at the journals and at the broker.
struct LiveCounter: Sendable {
    private let connections: StackConnections
    private let admin: Connection
    private let since: Instant

    init(_ connections: StackConnections, since: Instant) async throws {
        self.connections = connections
        self.since = since
        admin = try await Connection.connect(to: connections.administrator())
    }

    func close() async { await admin.close() }

    func look() async throws -> LiveFigures {
        var figures = LiveFigures()
        figures.calls = try await count([AppealRegistered.type], of: .intake)
        figures.isClosed = try await count([BroadcastClosed.type], of: .intake) > 0
        figures.workOrders = try await count([WorkOrderDispatched.type], of: .dispatch)
        figures.deadlines = try await count([DeadlineSet.type], of: .deadlineWatcher)
        figures.notifications = try await count([NotificationDelivered.type], of: .notifier)
        figures.held = try await held()
        for topic in try await TopicFigures.all(connections) {
            guard let known = Topic.allCases.first(where: { $0.name(in: connections.namespace) == topic.topic }) else {
                continue
            }
            figures.lag[known] = Int(topic.groups.map(\.behind).reduce(0, +))
        }
        return figures
    }

    private func held() async throws -> Int {
        let waiting = ServiceName.allCases.map {
            "(SELECT count(*) FROM \(connections.role(of: $0)).held_messages WHERE kind <> 'parked')"
        }
        let untold =
            "(SELECT count(*) FROM \(connections.role(of: .deadlineWatcher)).case_states WHERE backlog IS NOT NULL)"
        let rows = try await admin.run(SQL(stringLiteral: "SELECT " + (waiting + [untold]).joined(separator: " + ")))
        return try rows.first?.decode(Int.self) ?? 0
    }

    private func count(_ types: [String], of service: ServiceName) async throws -> Int {
        let schema = connections.role(of: service)
        let rows = try await admin.run(
            SQL(
                stringLiteral: """
                    SELECT count(*) FROM \(schema).journal
                    WHERE time >= '\(since.rfc3339)' AND day >= '\(since.rfc3339.prefix(10))'::date - 1
                      AND type = '\(types.joined(separator: "','"))'
                    """))
        return try rows.first?.decode(Int.self) ?? 0
    }
}
