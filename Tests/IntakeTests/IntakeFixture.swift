import Contracts
import Foundation
import HTTP
import IntakeService
import Postgres
import Sealing
import ServiceKit
import TestSupport

@testable import Messaging

/// Intake over a real PostgreSQL, with a clock that stands still; requests go to its router in memory.
struct IntakeFixture: Sendable {
    let clock: ManualClock
    let store: EventStore
    let keys: KeyRing
    let vault: KeyRing
    private(set) var context: ServiceContext
    private(set) var hosting: Hosting<IntakeService>
    let admin: ConnectionSettings
    let operatorToken: String
    let unitToken: String
    let otherDistrictToken: String

    static let changzhou = "/v1/districts/changzhou"
    /// 2020-05-14, a Thursday, 09:30 in Changzhou: the show of 新北区 is on.
    static let onAir = Instant(rfc3339: "2020-05-14T01:30:00Z") ?? .earliest

    /// - Parameter district: whether Changzhou's rule pack is adopted and some units are known.
    init(at now: Instant = onAir, district: Bool = true, environment: [String: String] = [:]) async throws {
        clock = ManualClock(now)
        admin = try await PostgresFixture.shared.database(like: "intake") { settings in
            let connection = try await Connection.connect(to: settings)
            try await IntakeService.migrate(
                schema: "test_intake", role: "test_intake", password: "secret", through: connection)
            await connection.close()
        }
        var login = admin
        login.user = "test_intake"
        login.password = "secret"
        login.searchPath = ["test_intake"]
        store = EventStore(database: Database(login, size: 8), signal: Signal())
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let master = try MasterKey.readOrCreate(folder + "/master")
        keys = try KeyRing(file: folder + "/keys", purpose: .personal, master: master)
        vault = try KeyRing(file: folder + "/vault", purpose: .vault, master: master)
        let tokens = try (0..<3).map { _ in try AccessToken.random() }
        (operatorToken, unitToken, otherDistrictToken) = (tokens[0].text, tokens[1].text, tokens[2].text)
        let access = try AccessTokens([
            (tokens[0], AccessGrant(name: "operator", roles: [.operator], district: AccessGrant.everywhere)),
            (
                tokens[1],
                AccessGrant(
                    name: "unit", roles: [.unit], district: DistrictID("changzhou"), unit: UnitID("water-supply"))
            ),
            (tokens[2], AccessGrant(name: "other", roles: [.operator], district: DistrictID("doumen"))),
        ])
        context = ServiceContext(
            namespace: "test", service: "intake", store: store, clock: clock, keys: keys, vault: vault,
            tokens: access, log: Log(service: "intake", namespace: "test", level: .critical),
            environment: environment)
        hosting = try Self.host(context)
        if district { try await adopt() }
    }

    /// The same service once more, as in another process over the same database.
    init(beside other: IntakeFixture, store: EventStore? = nil) throws {
        self = other
        let known = other.context
        context = ServiceContext(
            namespace: "test", service: "intake", store: store ?? other.store, clock: known.clock, keys: known.keys,
            vault: known.vault, tokens: known.tokens, log: known.log)
        hosting = try Self.host(context)
    }

    private static func host(_ context: ServiceContext) throws -> Hosting<IntakeService> {
        try Hosting<IntakeService>(
            context,
            messaging: MessagingSettings(
                namespace: "test", service: "intake", kafka: .init(bootstrapServers: "", clientID: "test")),
            relaySignal: Signal())
    }

    static func deploy(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../deploy")
        return try String(contentsOf: root.appending(path: path).standardized, encoding: .utf8)
    }

    private func adopt() async throws {
        let answer = try await send(
            .put, "\(Self.changzhou)/rule-packs/changzhou-2020.1", text: Self.deploy("districts/changzhou/pack.yaml"),
            type: "application/yaml")
        guard answer.status == 201 else { throw Unexpected(answer: answer) }
        for (unit, name) in [("xinbei", "新北区"), ("water-supply", "通用水司"), ("urban-management", "城市管理局")] {
            try await hear(UnitChanged(unit: UnitID(unit), name: name, aliases: [name + "（旧）"]))
        }
    }

    // MARK: requests

    enum Who { case citizen, `operator`, unit, otherDistrict, stranger }

    func send(
        _ method: HTTP.Method, _ path: String, text: String = "", type: String = "application/json",
        as who: Who = .operator, headers: [String: String] = [:], peer: String = "192.0.2.1"
    ) async throws -> Answer {
        var fields = Headers()
        if !text.isEmpty { fields["Content-Type"] = type }
        switch who {
        case .citizen: break
        case .operator: fields["Authorization"] = "Bearer \(operatorToken)"
        case .unit: fields["Authorization"] = "Bearer \(unitToken)"
        case .otherDistrict: fields["Authorization"] = "Bearer \(otherDistrictToken)"
        case .stranger: fields["Authorization"] = "Bearer hotline_" + String(repeating: "0", count: 64)
        }
        for (name, value) in headers { fields[name] = value }
        return Answer(
            await hosting.router.handle(
                try Request(method, path, headers: fields, body: Array(text.utf8), peer: peer)))
    }

    func post(
        _ path: String, _ json: String, as who: Who = .operator, key: String? = nil, peer: String = "192.0.2.1"
    ) async throws -> Answer {
        try await send(
            .post, Self.changzhou + path, text: json, as: who, headers: key.map { ["Idempotency-Key": $0] } ?? [:],
            peer: peer)
    }

    func get(_ path: String, as who: Who = .operator, headers: [String: String] = [:]) async throws -> Answer {
        try await send(.get, Self.changzhou + path, as: who, headers: headers)
    }

    // MARK: messages

    /// Handles a message as the inbox does, inbox row included.
    func hear<E: Event>(
        _ event: E, district: String = "changzhou", at time: Instant = onAir,
        id: String = UUID().uuidString.lowercased()
    ) async throws {
        let envelope = Envelope(
            id: EventID(id), type: E.type, schemaVersion: E.schemaVersion, source: "test", subject: event.subject,
            time: time, district: DistrictID(district), topic: E.topic, sequence: "1", correlationID: id,
            causationID: id, traceparent: nil, data: [UInt8](try JSONEncoder().encode(event)))
        let handlers = hosting.service.handlers
        try await store.record(in: envelope.district) { transaction, journal in
            let fresh = try transaction.firstDeliveries(of: [envelope])
            try handlers.handle(fresh, transaction, journal)
        }
    }

    /// Everything recorded of one type, oldest first.
    func events<E: Event>(_: E.Type, district: String = "changzhou") async throws -> [(event: E, time: Instant)] {
        let rows = try await store.read(in: DistrictID(district)) { transaction in
            try transaction.run("SELECT data, time FROM journal WHERE type = \(E.type) ORDER BY position")
        }
        return try rows.map { row in
            let (data, time) = try row.decode((String, Instant).self)
            return (try JSONDecoder().decode(E.self, from: Data(data.utf8)), time)
        }
    }

    func count(_ table: String) async throws -> Int {
        let connection = try await Connection.connect(to: admin)
        let rows = try await connection.run(SQL(stringLiteral: "SELECT count(*) FROM test_intake.\(table)"))
        await connection.close()
        return try rows.first?.decode(Int.self) ?? 0
    }

    /// As the owner of everything, past every row policy.
    func asAdmin(_ sql: String) async throws {
        let connection = try await Connection.connect(to: admin)
        try await connection.run(SQL(stringLiteral: sql))
        await connection.close()
    }
}

struct Unexpected: Error {
    let answer: Answer
}

/// An answer with its JSON taken apart.
struct Answer: Sendable, CustomStringConvertible {
    let status: Int
    let headers: Headers
    let body: String

    init(_ response: Response) {
        status = response.status
        headers = response.headers
        body = String(decoding: response.body, as: UTF8.self)
    }

    var description: String { "\(status) \(body)" }

    private var object: [String: Any] {
        ((try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any]) ?? [:]
    }

    subscript(name: String) -> String { object[name] as? String ?? "" }

    func list(_ name: String) -> [String] { object[name] as? [String] ?? [] }

    func objects(_ name: String) -> [[String: Any]] { object[name] as? [[String: Any]] ?? [] }

    /// The fields that a problem names.
    var faults: [String] { objects("errors").compactMap { $0["field"] as? String } }
}
