import Contracts
import Foundation
import HTTP
import Messaging
import RulePacks
import ServiceKit

/// Daily editions: planned by the programme team, filed with the office the day before they are aired (rule CZ-61).
struct EditionRoutes: Sendable {
    static let mostItems = 100

    let kit: IntakeKit

    func add(to router: inout GuardedRouter) {
        let place = "/v1/districts/:district/editions/:day"
        router.on(.get, place, allow: .operator, .programme, handle: show)
        router.on(.put, place, allow: .operator, .programme, handle: plan)
        router.on(.post, "\(place)/filing", allow: .programme, handle: file)
    }

    @Sendable private func show(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, day) = try await place(parameters)
        let found = try await kit.store.read(in: facts.district) { try $0.edition(of: day, in: facts.district) }
        guard let found else { throw Self.unknown }
        return try show(found, in: facts.district)
    }

    private func show(_ edition: Edition, in district: DistrictID) throws -> Response {
        try .json(EditionView(edition, outline: try edition.openedOutline(kit.rings, in: district)))
    }

    private struct PlanDraft: Decodable {
        let airsAt: Instant
        /// The team's own id among the units, to whom the duty's clock is told.
        let unit: UnitID
    }

    @Sendable private func plan(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, day) = try await place(parameters)
        let draft = try request.decode(PlanDraft.self)
        let now = kit.clock.now()
        guard facts.day(of: draft.airsAt) == day else { throw Problem.invalid("airsAt", "is not on the edition's day") }
        if draft.airsAt < now { throw Problem.invalid("airsAt", "must not be in the past") }
        if draft.airsAt > now.advanced(bySeconds: FieldCheck.twoYears) {
            throw Problem.invalid("airsAt", "lies more than two years ahead")
        }
        if !draft.unit.rawValue.isSlug { throw Problem.invalid("unit", "is not a unit's id") }
        let edition = Edition(day: day, airsAt: draft.airsAt, unit: draft.unit)
        let stored = try await kit.store.record(in: facts.district) { transaction, journal in
            if try transaction.plan(edition, in: facts.district) {
                try journal.events(causedBy: cause("plan", day, facts.district)).record(
                    DutyPlanned(
                        broadcast: edition.broadcast, unit: edition.unit, duty: Edition.duty,
                        plannedFor: edition.airsAt, packVersion: facts.rules.pack.version), at: now)
                return edition
            }
            guard let known = try transaction.edition(of: day, in: facts.district),
                known.airsAt == edition.airsAt, known.unit == edition.unit
            else { throw Problem.conflict("The day's edition is planned otherwise.") }
            return known
        }
        return try show(stored, in: facts.district)
    }

    private struct FilingDraft: Decodable {
        let items: [Edition.Item]
        let outline: String?

        /// - Parameter days: on which items may be aired.
        /// - Returns: the outline.
        func checked(_ days: ShowDays) throws(Problem) -> String {
            var check = FieldCheck()
            let outline = check.requiredText("outline", outline, atMost: 5_000)
            if items.count > mostItems { check.fault("items", "has more than \(mostItems) items") }
            for (index, item) in items.prefix(mostItems).enumerated() {
                if let fault = days.fault(of: item.airsOn) { check.fault("items[\(index)].airsOn", fault) }
            }
            try check.finish()
            return outline
        }
    }

    @Sendable private func file(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (facts, day) = try await place(parameters)
        let draft = try request.decode(FilingDraft.self)
        let (now, account, rings) = (kit.clock.now(), caller.grant.name, kit.rings)
        let outline = try draft.checked(facts.showDays(at: now))
        let filed = try await kit.store.record(in: facts.district) { transaction, journal in
            guard var edition = try transaction.edition(of: day, in: facts.district, isLocked: true) else {
                throw Self.unknown
            }
            if edition.filedAt != nil {
                guard edition.items == draft.items, try edition.openedOutline(rings, in: facts.district) == outline
                else {
                    throw Problem.conflict("The edition is filed, with other items or another outline.")
                }
                return edition
            }
            for (index, item) in draft.items.enumerated()
            where try transaction.caseRow(item.caseNumber, in: facts.district) == nil {
                throw Problem.invalid("items[\(index)].caseNumber", "is no case of this district")
            }
            (edition.items, edition.filedAt) = (draft.items, now)
            edition.outline = try edition.seal(rings, in: facts.district).text(outline, .outline)
            try transaction.file(edition, by: account, in: facts.district)
            try journal.events(causedBy: cause("file", day, facts.district)).record(
                DutyDischarged(broadcast: edition.broadcast, unit: edition.unit, duty: Edition.duty), at: now)
            return edition
        }
        return try show(filed, in: facts.district)
    }

    /// - Throws: `Problem` 409 where the rules know no daily edition.
    private func place(_ parameters: Parameters) async throws -> (DistrictFacts, CivilDay) {
        let facts = try await kit.book.facts(of: try parameters.district())
        guard let day = CivilDay(try parameters.require("day")) else {
            throw Problem.invalid("day", "is no day, such as 2020-05-18")
        }
        guard facts.rules.pack.duties(in: .dutyPlanned).contains(Edition.duty) else {
            throw Problem.conflict("The rules of this district know no daily edition.")
        }
        return (facts, day)
    }

    private static let unknown = Problem.notFound("No edition is planned for this day.")
}

private func cause(_ act: String, _ day: CivilDay, _ district: DistrictID) throws -> Cause {
    Cause(id: try DerivedID.make("edition", act, district.rawValue, day.description))
}

extension Edition {
    static func items(_ json: String) throws -> [Item] { try JSONDecoder().decode([Item].self, from: Data(json.utf8)) }

    static func text(of items: [Item]) throws -> String {
        String(decoding: try JSONEncoder().encode(items), as: UTF8.self)
    }
}
