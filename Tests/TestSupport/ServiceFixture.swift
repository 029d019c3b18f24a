import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// A service over a real PostgreSQL, with a clock that stands still and no broker: requests go to its router in memory,
/// messages to its inbox.
public struct ServiceFixture<S: HostedService>: Sendable {
    public let clock: ManualClock
    public let store: EventStore
    public let keys: KeyRing
    public let vault: KeyRing
    /// A superuser's settings for the database.
    public let admin: ConnectionSettings
    public private(set) var context: ServiceContext
    public private(set) var hosting: Hosting<S>
    private let wallet: TokenWallet

    private static var schema: String { messaging.schema }

    private static var messaging: MessagingSettings {
        MessagingSettings(
            namespace: "test", service: S.name, kafka: .init(bootstrapServers: "", clientID: "test"))
    }

    /// - Parameter environment: settings beside one: whatever the watcher hears it tells at once, for the clock stands still
    ///   while tests tell of days gone by.
    public init(at now: Instant, environment: [String: String] = [:]) async throws {
        let environment = ["HOTLINE_OLD_AFTER": "36500d"].merging(environment) { $1 }
        clock = ManualClock(now)
        let schema = Self.schema
        admin = try await PostgresFixture.shared.database(like: S.name) { settings in
            let connection = try await Connection.connect(to: settings)
            try await S.migrate(schema: schema, role: schema, password: "secret", through: connection)
            await connection.close()
        }
        var login = admin
        login.user = schema
        login.password = "secret"
        login.searchPath = [schema]
        store = EventStore(database: Database(login, size: 8), signal: Signal())
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let master = try MasterKey.readOrCreate(folder + "/master")
        keys = try KeyRing(file: folder + "/keys", purpose: .personal, master: master)
        vault = try KeyRing(file: folder + "/vault", purpose: .vault, master: master)
        wallet = try TokenWallet()
        context = ServiceContext(
            namespace: "test", service: S.name, store: store, clock: clock, keys: keys, vault: vault,
            tokens: wallet.tokens, log: Log(service: S.name, namespace: "test", level: .critical),
            environment: environment)
        hosting = try Self.host(context)
    }

    /// The same service once more, as in another process over the same database.
    public init(beside other: ServiceFixture<S>, store: EventStore? = nil) throws {
        self = other
        let known = other.context
        context = ServiceContext(
            namespace: "test", service: S.name, store: store ?? other.store, clock: known.clock, keys: known.keys,
            vault: known.vault, tokens: known.tokens, log: known.log, environment: known.environment)
        hosting = try Self.host(context)
    }

    private static func host(_ context: ServiceContext) throws -> Hosting<S> {
        try Hosting<S>(context, messaging: messaging, relaySignal: Signal())
    }

    /// - Parameter path: below the folder `deploy`, or below `HOTLINE_DEPLOY` where that is set.
    public static func deploy(_ path: String) throws -> String {
        let other = ProcessInfo.processInfo.environment["HOTLINE_DEPLOY"].map { URL(filePath: $0) }
        let root =
            other ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../deploy")
        return try String(contentsOf: root.appending(path: path).standardized, encoding: .utf8)
    }

    /// Hears the national calendar and the district's rule pack, as intake publishes them.
    ///
    /// - Parameter change: a text of the pack and what stands there instead.
    public func adopt(
        _ district: String, at time: Instant = Instant(seconds: 0), where change: (String, String)? = nil
    ) async throws {
        try await hearCalendar(at: time)
        try await hearPack(of: district, at: time, where: change)
    }

    public func hearCalendar(at time: Instant = Instant(seconds: 0)) async throws {
        try await hear(
            CalendarPublished(
                version: "cn", table: Self.deploy("calendar/cn_calendar.csv"), years: Array(2015...2026)),
            of: "cn", at: time)
    }

    public func hearPack(
        of district: String, at time: Instant = Instant(seconds: 0), where change: (String, String)? = nil
    ) async throws {
        var source = try Self.deploy("districts/\(district)/pack.yaml")
        if let (old, new) = change {
            guard source.contains(old) else { throw NeverHappened(what: "\(old) in the pack of \(district)") }
            source = source.replacing(old, with: new)
        }
        guard let version = source.firstMatch(of: /version: "([^"]+)"/)?.1,
            let from = source.firstMatch(of: /effectiveFrom: (\S+)/).flatMap({ CivilDay(String($0.1)) })
        else { throw NeverHappened(what: "a version in the pack of \(district)") }
        try await hear(
            RulePackAdopted(version: String(version), effectiveFrom: from, source: source), of: district, at: time)
    }

    // MARK: requests

    public func send(
        _ method: HTTP.Method, _ path: String, text: String = "", type: String = "application/json",
        as who: Who = .operator, headers: [String: String] = [:], peer: String = "192.0.2.1"
    ) async throws -> Answer {
        var fields = Headers()
        if !text.isEmpty { fields["Content-Type"] = type }
        if let token = wallet.token(of: who) { fields["Authorization"] = "Bearer \(token)" }
        for (name, value) in headers { fields[name] = value }
        return Answer(
            await hosting.router.handle(
                try Request(method, path, headers: fields, body: Array(text.utf8), peer: peer)))
    }

    // MARK: messages

    /// Handles a message as if the broker had brought it.
    ///
    /// - Parameter id: the event's own id; the same one twice is a redelivery.
    @discardableResult
    public func hear<E: Event>(
        _ event: E, of district: String = "changzhou", at time: Instant? = nil,
        id: String = UUID().uuidString.lowercased()
    ) async throws -> EventID {
        let envelope = try Envelope(
            event, id: EventID(id), at: time ?? clock.now(), in: DistrictID(district), from: "test")
        try await hosting.inbox.handle([envelope])
        return envelope.id
    }

    /// Everything recorded of one type, oldest first.
    public func events<E: Event>(_: E.Type, of district: String = "changzhou") async throws -> [(
        event: E, time: Instant, id: EventID
    )] {
        let rows = try await store.read(in: DistrictID(district)) { transaction in
            try transaction.run("SELECT data, time, event_id FROM journal WHERE type = \(E.type) ORDER BY position")
        }
        return try rows.map { row in
            let (data, time, id) = try row.decode((String, Instant, EventID).self)
            return (try JSONDecoder().decode(E.self, from: Data(data.utf8)), time, id)
        }
    }

    /// Runs everything that is due, until nothing more is.
    ///
    /// - Returns: how many items were done.
    @discardableResult
    public func runDueWork() async throws -> Int {
        var total = 0
        while true {
            var round = 0
            for work in hosting.service.dueWork {
                while true {
                    let count = try await work.run(at: clock.now())
                    if count == 0 { break }
                    round += count
                }
            }
            // One work may wait for another.
            if round == 0 { return total }
            total += round
        }
    }

    // MARK: the database

    public func count(_ table: String) async throws -> Int {
        let rows = try await asAdmin("SELECT count(*) FROM \(Self.schema).\(table)")
        return try rows.first?.decode(Int.self) ?? 0
    }

    /// As the owner of everything, past every row policy. The schema is `test_<service>`.
    @discardableResult
    public func asAdmin(_ sql: String) async throws -> [Row] {
        let connection = try await Connection.connect(to: admin)
        let rows = try await connection.run(SQL(stringLiteral: sql))
        await connection.close()
        return rows
    }
}
