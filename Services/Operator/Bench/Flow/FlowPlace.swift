import Contracts
import Foundation
import Postgres
import Synchronization

/// All five services as processes over a real broker, and what an administrator sees of them in the database.
final class FlowPlace: Sendable {
    let bench: BenchStack
    private let admin: Connection
    private let schemas: [ServiceName: String]
    private let looks = Mutex<[FlowLook]>([])
    /// Where everything had come through.
    private let rest = Mutex(FlowLook())
    private static let district = "changzhou"

    /// - Parameter bench: with its services started.
    init(_ bench: BenchStack) async throws {
        self.bench = bench
        let connections = try bench.connections()
        admin = try await Connection.connect(to: connections.administrator())
        schemas = Dictionary(
            uniqueKeysWithValues: ServiceName.allCases.map { ($0, connections.role(of: $0)) })
    }

    func close() async { await admin.close() }

    /// Off-air appeals to units, each with a work order, four clocks and one notification to the unit.
    func load(rate: Double, seconds: Int, warmUp: Int) async throws -> LoadOutcome {
        let requests = AppealRequests(
            district: Self.district, units: ["water-supply", "urban-management", "xinbei", "transport"],
            hasPhone: false, categories: ["complaint"])
        let outcome = try await LoadGenerator(
            port: bench.settings.port(of: .intake), connections: 64, rate: rate, warmUp: .seconds(warmUp),
            duration: .seconds(seconds), request: requests.request
        ).run()
        try outcome.require([201])
        return outcome
    }

    /// How far the appeals have come that were registered since the last rest, by one look at all journals.
    ///
    /// Counting costs a core, so only what lies behind an earlier look is counted: one old enough that whatever has a
    /// position before it is committed.
    func count() async throws -> FlowCount {
        try await count(from: looks.withLock { $0.last { $0.isSettled } ?? $0.first } ?? FlowLook())
    }

    /// - Parameter past: what lies before it is not counted again.
    private func count(from past: FlowLook) async throws -> FlowCount {
        let (registered, delivered, set) = (
            since(past.registered, .intake, AppealRegistered.type),
            since(past.delivered, .notifier, NotificationDelivered.type),
            since(past.deadlines, .deadlineWatcher, DeadlineSet.type)
        )
        let rows = try await admin.run(
            SQL(
                stringLiteral: """
                    SELECT extract(epoch FROM clock_timestamp())::float8, r.*, d.*, s.*
                    FROM (\(registered)) r, (\(delivered)) d, (\(set)) s
                    """))
        guard let row = rows.first else { throw CommandFailure("PostgreSQL counted nothing") }
        let (at, known, knownTo, told, toldTo, deadlines, deadlinesTo) =
            try row.decode((Double, Int, Int64, Int, Int64, Int, Int64).self)
        let look = FlowLook(
            registered: past.registered.further(known, to: knownTo),
            delivered: past.delivered.further(told, to: toldTo),
            deadlines: past.deadlines.further(deadlines, to: deadlinesTo))
        looks.withLock { looks in
            looks.removeFirst(looks.lastIndex { $0.isSettled } ?? 0)
            looks.append(look)
        }
        return look.count(at: at)
    }

    /// The days let the primary key find the positions.
    private func since(_ stand: FlowLook.Stand, _ service: ServiceName, _ type: String) -> String {
        """
        SELECT count(*) FILTER (WHERE type = '\(type)'), coalesce(max(position), \(stand.position))
        FROM \(schema(service)).journal
        WHERE district = '\(Self.district)' AND position > \(stand.position)
            AND day = ANY(ARRAY[current_date - 1, current_date, current_date + 1])
        """
    }

    /// Milliseconds from the commit of each appeal to the commit of the last of its deadlines.
    ///
    /// - Parameter since: of appeals that were registered from then on.
    func latencies(since: Instant) async throws -> Figures {
        let rows = try await admin.run(
            SQL(
                stringLiteral: """
                    SELECT extract(epoch FROM (d.at - a.at)) * 1000 FROM
                        (SELECT subject, pg_xact_commit_timestamp(xmin) AS at FROM \(schema(.intake)).journal
                         WHERE type = '\(AppealRegistered.type)' AND time >= '\(since)') a
                    JOIN (SELECT subject, max(pg_xact_commit_timestamp(xmin)) AS at
                          FROM \(schema(.deadlineWatcher)).journal WHERE type = '\(DeadlineSet.type)'
                          GROUP BY subject) d USING (subject)
                    """))
        return Figures(try rows.map { try $0.decode(Double.self) })
    }

    /// Everything that was measured so far is out of the way of what comes next.
    func untilDone(within limit: Duration = .seconds(120)) async throws {
        let deadline = ContinuousClock.now + limit
        while try await count().backlog > 0 {
            guard ContinuousClock.now < deadline else {
                throw CommandFailure("appeals did not come through in \(limit)")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        // From the rest on, for this is not a sample.
        let all = try await count(from: rest.withLock { $0 })
        guard all.deadlines == all.registered * FlowCount.clocks else {
            throw CommandFailure("\(all.registered) appeals have \(all.deadlines) deadlines")
        }
        let here = looks.withLock { $0.last } ?? FlowLook()
        rest.withLock { $0 = here.atRest }
        looks.withLock { $0 = [here.atRest] }
    }

    /// Resident megabytes of a service's process.
    func memory(of service: ServiceName) throws -> Double {
        guard let identity = ServiceProcess(name: service, settings: bench.settings).identity else {
            throw CommandFailure("\(service.rawValue) does not run")
        }
        let status = try TextFile.read("/proc/\(identity.id)/status")
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return Double(line.filter(\.isNumber)).map { $0 / 1024 } ?? 0
    }

    private func schema(_ service: ServiceName) -> String { schemas[service] ?? "" }
}
