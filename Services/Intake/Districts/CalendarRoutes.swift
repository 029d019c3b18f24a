import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit
import WorkingCalendar

/// The national working calendar: every version as it was published.
struct CalendarRoutes: Sendable {
    let kit: IntakeKit

    /// Under which the national calendar is published.
    static let nation = DistrictID("cn")

    func add(to router: inout GuardedRouter) {
        router.on(.put, "/v1/calendars/:version", allow: .operator, handle: publish)
        router.on(
            .get, "/v1/calendars/:version", allow: .operator, .programme, .unit, .supervisor,
            handle: show)
        router.on(
            .get, "/v1/calendars", allow: .operator, .programme, .unit, .supervisor, handle: list)
    }

    @Sendable private func publish(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws
        -> Response
    {
        guard caller.grant.covers(district: Self.nation) else {
            throw HTTP.Problem(403, detail: "The calendar is every district's; the token is for one.")
        }
        let version = try Self.version(parameters)
        let text = try request.text(as: "text/csv")
        let table: CalendarTable
        do {
            table = try CalendarTable(csv: text, version: version)
        } catch {
            throw HTTP.Problem(error, title: "The calendar was refused")
        }
        guard table.version == version else {
            throw HTTP.Problem.invalid("version", "is \(table.version) in the table")
        }
        let now = kit.clock.now()
        let isNew = try await kit.store.record(in: Self.nation) { transaction, journal in
            guard try transaction.keepCalendar(version, text, at: now) else { return false }
            let cause = Cause(id: try DerivedID.make("calendar", version))
            try journal.events(causedBy: cause).record(
                CalendarPublished(version: version, table: text, years: Array(table.publishedYears)), at: now)
            return true
        }
        kit.book.forgetAll()
        return try .json(Published(version: version), status: isNew ? 201 : 200)
    }

    @Sendable private func show(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let version = try Self.version(parameters)
        let rows = try await kit.store.read(in: Self.nation) { transaction in
            try transaction.run("SELECT source FROM calendars WHERE version = \(version)")
        }
        guard let row = rows.first else { throw HTTP.Problem.notFound("There is no calendar of this version.") }
        return Response(
            headers: ["Content-Type": "text/csv; charset=utf-8"], body: Array(try row.decode(String.self).utf8))
    }

    @Sendable private func list(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let rows = try await kit.store.read(in: Self.nation) { transaction in
            try transaction.run("SELECT version FROM calendars ORDER BY published_at, version")
        }
        return try .json(["calendars": try rows.map { Published(version: try $0.decode(String.self)) }])
    }

    private struct Published: Encodable, Sendable {
        let version: String
    }

    private static func version(_ parameters: Parameters) throws -> String {
        let version = try parameters.require("version")
        guard ReferenceVersion.isWellFormed(version) else {
            throw HTTP.Problem.invalid("version", ReferenceVersion.form)
        }
        return version
    }
}

/// What a version of a calendar or a rule pack may be called.
enum ReferenceVersion {
    static let form = "must have 1 to 64 letters, digits, dots, hyphens and underscores"

    static func isWellFormed(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == 0x2E || $0 == 0x2D || $0 == 0x5F
            }
    }
}

extension Transaction {
    /// - Returns: false when exactly this was there already.
    /// - Throws: `Problem` 409 when the version is taken by another text.
    borrowing func keepCalendar(_ version: String, _ source: String, at now: Instant) throws -> Bool {
        let count = try change(
            """
            INSERT INTO calendars (version, published_at, source) VALUES (\(version), \(now), \(source))
            ON CONFLICT (version) DO NOTHING
            """)
        if count == 1 { return true }
        let known = try run("SELECT source FROM calendars WHERE version = \(version)").first?.decode(String.self)
        guard known == source else {
            throw HTTP.Problem.conflict(
                "Calendar \(version) is published with another table; a new table needs a new version.")
        }
        return false
    }
}
