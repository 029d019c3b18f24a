import Contracts
import DistrictRegister
import HTTP
import Messaging
import Postgres
import RulePacks
import ServiceKit

/// A district's written rules: every version that was adopted.
struct RulePackRoutes: Sendable {
    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        router.on(
            .put, "/v1/districts/:district/rule-packs/:version", allow: .operator, handle: adopt)
        router.on(
            .get, "/v1/districts/:district/rule-packs/:version", allow: .operator, .programme, .unit, .supervisor,
            handle: show)
        router.on(
            .get, "/v1/districts/:district/rule-packs", allow: .operator, .programme, .unit, .supervisor,
            handle: list)
    }

    @Sendable private func adopt(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws
        -> Response
    {
        let district = try parameters.district()
        let version = try Self.version(parameters)
        let source = try request.text(as: "application/yaml")
        let pack = try Self.read(source, version: version, of: district)
        let now = kit.clock.now()
        let effectiveFrom = pack.identity.effectiveFrom
        let isNew = try await kit.store.record(in: district) { transaction, journal in
            guard try transaction.keepPack(version, source, from: effectiveFrom, of: district, at: now) else {
                return false
            }
            let cause = Cause(id: try DerivedID.make("rule-pack", district.rawValue, version))
            try journal.events(causedBy: cause).record(
                RulePackAdopted(version: version, effectiveFrom: effectiveFrom, source: source), at: now)
            journal.announce(DistrictRegister.reference(district))
            return true
        }
        kit.book.forget(district)
        return try .json(Adopted(version: version, effectiveFrom: effectiveFrom), status: isNew ? 201 : 200)
    }

    private static func read(_ source: String, version: String, of district: DistrictID) throws -> RulePack {
        let pack: RulePack
        do {
            pack = try RulePack(source: source, file: "rule pack")
        } catch {
            throw HTTP.Problem(error, title: "The rule pack was refused; the old one stays in force")
        }
        guard pack.identity.district == district else {
            throw HTTP.Problem.invalid("district", "is \(pack.identity.district) in the rule pack")
        }
        guard pack.version == version else {
            throw HTTP.Problem.invalid("version", "is \(pack.version) in the rule pack")
        }
        return pack
    }

    @Sendable private func show(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        let version = try Self.version(parameters)
        let rows = try await kit.store.read(in: district) { transaction in
            try transaction.run(
                "SELECT source FROM rule_packs WHERE district = \(district) AND version = \(version)")
        }
        guard let row = rows.first else { throw HTTP.Problem.notFound("There is no rule pack of this version.") }
        return Response(headers: ["Content-Type": "application/yaml"], body: Array(try row.decode(String.self).utf8))
    }

    @Sendable private func list(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        let rows = try await kit.store.read(in: district) { transaction in
            try transaction.run(
                """
                SELECT version, effective_from FROM rule_packs WHERE district = \(district)
                ORDER BY effective_from, adopted_at
                """)
        }
        let packs = try rows.map { row in
            let (version, from) = try row.decode((String, CivilDay).self)
            return Adopted(version: version, effectiveFrom: from)
        }
        return try .json(["rulePacks": packs])
    }

    private struct Adopted: Encodable, Sendable {
        let version: String
        let effectiveFrom: CivilDay
    }

    private static func version(_ parameters: Parameters) throws -> String {
        let version = try parameters.require("version")
        guard ReferenceVersion.isWellFormed(version) else {
            throw HTTP.Problem.invalid("version", ReferenceVersion.form)
        }
        return version
    }
}

extension Transaction {
    /// - Returns: false when exactly this was there already.
    /// - Throws: `Problem` 409 when the version is taken by another text.
    borrowing func keepPack(
        _ version: String, _ source: String, from effective: CivilDay, of district: DistrictID, at now: Instant
    ) throws -> Bool {
        let count = try change(
            """
            INSERT INTO rule_packs (district, version, effective_from, adopted_at, source)
            VALUES (\(district), \(version), \(effective), \(now), \(source))
            ON CONFLICT (district, version) DO NOTHING
            """)
        if count == 1 { return true }
        let known = try run("SELECT source FROM rule_packs WHERE district = \(district) AND version = \(version)")
            .first?.decode(String.self)
        guard known == source else {
            throw HTTP.Problem.conflict(
                "Rule pack \(version) was adopted with another text; a new text needs a new version.")
        }
        return false
    }
}
