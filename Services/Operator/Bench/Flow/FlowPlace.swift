import Contracts
import Foundation
import Postgres
import Synchronization

/// All five services as processes over a real broker, and what an administrator sees of them in the database.
final class FlowPlace: Sendable {
    let bench: BenchStack
    private let admin: Connection
    private let schemas: [ServiceName: String]
    /// Where the journals stood when everything had come through.
    private let rest = Mutex<[ServiceName: Int64]>([:])
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
    func load(_ name: String, rate: Double, seconds: Int, warmUp: Int) async throws -> LoadOutcome {
        let requests = AppealRequests(
            district: Self.district, units: ["water-supply", "urban-management", "xinbei", "transport"], name: name,
            hasPhone: false, categories: ["complaint"])
        let outcome = try await LoadGenerator(
            port: bench.settings.port(of: .intake), connections: 64, rate: rate, warmUp: .seconds(warmUp),
            duration: .seconds(seconds), request: requests.request
        ).run()
        try outcome.require([201])
        return outcome
    }

    /// How far the appeals have come that were registered since the last rest, by one look at all journals.
    func count() async throws -> FlowCount {
        let (registered, delivered, set) = (
            since(.intake, AppealRegistered.type), since(.notifier, NotificationDelivered.type),
            since(.deadlineWatcher, DeadlineSet.type)
        )
        let rows = try await admin.run(
            SQL(
                stringLiteral: """
                    SELECT extract(epoch FROM clock_timestamp())::float8, (\(registered)), (\(delivered)), (\(set))
                    """))
        let (at, known, told, deadlines) = try rows.first?.decode((Double, Int, Int, Int).self) ?? (0, 0, 0, 0)
        return FlowCount(at: at, registered: known, delivered: told, deadlines: deadlines)
    }

    /// Counting costs a core, so only what lies behind the last rest is counted.
    private func since(_ service: ServiceName, _ type: String) -> String {
        let position = rest.withLock { $0[service] } ?? 0
        return """
            SELECT count(*) FROM \(schema(service)).journal
            WHERE district = '\(Self.district)' AND position > \(position) AND type = '\(type)'
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
        let all = try await count()
        guard all.deadlines == all.registered * FlowCount.clocks else {
            throw CommandFailure("\(all.registered) appeals have \(all.deadlines) deadlines")
        }
        for service in [ServiceName.intake, .notifier, .deadlineWatcher] {
            let last = try await number("SELECT max(position) FROM \(schema(service)).journal")
            rest.withLock { $0[service] = Int64(last) }
        }
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

    private func number(_ sql: String) async throws -> Int {
        try await admin.run(SQL(stringLiteral: sql)).first?.decode(Int.self) ?? 0
    }
}
