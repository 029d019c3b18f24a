import Contracts
import HTTP
import RulePacks
import ServiceKit

/// A season as JSON: shows with their windows and the ids of their units.
struct SeasonDraft: Decodable, Sendable {
    struct Show: Decodable, Sendable {
        /// The day, such as `2020-05-14`, with a suffix where a day has several.
        var id: BroadcastID
        var opensAt: Instant
        var closesAt: Instant
        var units: [UnitID]
        /// Those of them that have never been on air before.
        var newUnits: [UnitID]?
        var isByHand: Bool?
        /// What it is to be about, for everybody to read; at most 200 characters.
        var topic: String?
    }

    var broadcasts: [Show]

    /// - Parameters:
    ///   - days: on one of which each show must be.
    ///   - known: shows that are planned already: one that is moved to another day keeps the id that it was announced by.
    /// - Throws: `Problem` 400 that names everything that is wrong: a season is taken as a whole or not at all.
    func checked(
        in facts: DistrictFacts, days: ShowDays, known: Set<BroadcastID>
    ) throws(Problem) -> [Broadcast] {
        var check = FieldCheck()
        if !(1...1_000).contains(broadcasts.count) { check.fault("broadcasts", "must hold 1 to 1000 shows") }
        var ids: Set<BroadcastID> = []
        for (index, show) in broadcasts.enumerated() {
            let path = "broadcasts[\(index)]."
            let day = facts.day(of: show.opensAt)
            if !show.id.isWellFormed {
                check.fault(path + "id", "must be a day, such as 2020-05-14, or a day with a suffix: 2020-05-14-noon")
            } else if show.id.day != day, !known.contains(show.id) {
                check.fault(path + "id", "must begin with the show's day, which is \(day)")
            }
            if let fault = days.fault(of: day) { check.fault(path + "opensAt", fault) }
            if !ids.insert(show.id).inserted { check.fault(path + "id", "comes twice") }
            Self.checkWindow(show, path, &check)
            Self.checkUnits(show.units, path, in: facts, &check)
            _ = check.text(path + "topic", show.topic, atMost: 200)
            for (index, unit) in (show.newUnits ?? []).enumerated() where !show.units.contains(unit) {
                check.fault(path + "newUnits[\(index)]", "is not among the show's units")
            }
        }
        try check.finish()
        return broadcasts.map {
            Broadcast(
                id: $0.id, opensAt: $0.opensAt, closesAt: $0.closesAt, units: $0.units, newUnits: $0.newUnits ?? [],
                isByHand: $0.isByHand ?? false, topic: $0.topic?.nilIfBlank)
        }
    }

    private static func checkWindow(_ show: Show, _ path: String, _ check: inout FieldCheck) {
        let seconds = show.closesAt.seconds - show.opensAt.seconds
        if seconds <= 0 || seconds > 86_400 {
            check.fault(path + "closesAt", "must lie after opensAt, by at most 24 hours")
        }
    }

    private static func checkUnits(
        _ units: [UnitID], _ path: String, in facts: DistrictFacts, _ check: inout FieldCheck
    ) {
        if units.isEmpty { check.fault(path + "units", "must name a unit") }
        if Set(units).count != units.count { check.fault(path + "units", "names a unit twice") }
        for (index, unit) in units.enumerated() where !unit.rawValue.isSlug || !facts.knows(unit) {
            check.fault(path + "units[\(index)]", "is not a unit of this district")
        }
    }
}

extension BroadcastID {
    /// The day that it begins with.
    fileprivate var day: CivilDay? { CivilDay(String(rawValue.prefix(10))) }

    /// A day, and after it words of lower-case letters and digits between hyphens; at most 40 characters.
    var isWellFormed: Bool {
        guard rawValue.utf8.count <= 40, day != nil else { return false }
        let suffix = rawValue.dropFirst(10)
        return suffix.isEmpty || (suffix.hasPrefix("-") && String(suffix.dropFirst()).isSlug)
    }
}
