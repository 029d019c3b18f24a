import Contracts
import HTTP
import Messaging
import RulePacks
import Sealing
import ServiceKit

/// The register of a district's units.
struct UnitRoutes: Sendable {
    let kit: DispatchKit

    func add(to router: inout GuardedRouter) {
        router.on(.put, "/v1/districts/:district/units", allow: .operator, handle: enter)
        router.on(
            .get, "/v1/districts/:district/units", allow: .operator, .programme, .unit, .supervisor, handle: list)
    }

    /// A unit that the file does not name stays: what handled the town's matters ends by its last day, not by silence.
    @Sendable private func enter(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws
        -> Response
    {
        let district = try parameters.district()
        try await kit.requireKnown(district)
        let source = try request.text(as: "application/yaml")
        let register: UnitRegister
        do {
            register = try UnitRegister(source: source, file: "units")
        } catch {
            throw HTTP.Problem(error, title: "The units were refused; the old ones stay")
        }
        let now = kit.clock.now()
        let changed = try await kit.store.record(in: district) { transaction, journal in
            let zone = try kit.rules(of: district, in: transaction).pack.hours.zone
            let registrar = UnitRegistrar(
                keys: kit.keys, district: district, now: now, month: Month(zone.day(of: now)))
            return try registrar.enter(register, in: transaction, journal)
        }
        return try .json(Entered(units: register.units.count, changed: changed))
    }

    @Sendable private func list(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        try await kit.requireKnown(district)
        let units = try await kit.store.read(in: district) { try $0.registeredUnits(of: district) }
        let views = units.values.map(\.entry).sorted { $0.id < $1.id }.map(UnitView.init)
        return try .json(["units": views])
    }

    private struct Entered: Encodable, Sendable {
        let units: Int
        /// How many of them were new or altered.
        let changed: Int
    }
}

/// A unit as everyone may see it: without its liaison.
private struct UnitView: Encodable, Sendable {
    let id: UnitID
    let name: String
    let aliases: [String]
    let kind: String
    let validFrom: CivilDay?
    let validTo: CivilDay?

    init(_ unit: UnitEntry) {
        id = unit.id
        name = unit.name
        aliases = unit.aliases
        kind = unit.kind.rawValue
        validFrom = unit.validFrom
        validTo = unit.validTo
    }
}
