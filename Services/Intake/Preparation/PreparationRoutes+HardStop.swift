import Contracts
import HTTP
import Messaging
import Postgres
import RulePacks
import WorkingCalendar

/// What a unit cannot say by itself any more (rule X01).
extension PreparationRoutes {
    /// - Throws: `Problem` 409 that names the duty, the rule and the last day, where one of the units is past the duty's hard stop
    ///   and has not done it before. What it hands in all the same the operator puts on record.
    func requireOpen(_ duty: String, for units: [UnitID], of show: Broadcast, _ facts: DistrictFacts) async throws {
        guard facts.rules.pack.hasHardStop(for: duty) else { return }
        let (acts, enteredAt) = try await kit.store.read(in: facts.district) { transaction in
            (
                try transaction.preparation(of: show.id, in: facts.district, by: nil),
                try transaction.entered(show.id, in: facts.district)
            )
        }
        for unit in units {
            // A repeat of what was done in time changes nothing and is answered as it was.
            if acts.contains(where: { $0.act == .discharge && $0.unit == unit && $0.subject == duty }) { continue }
            let part = ShowPart(
                opensAt: show.opensAt, knownAt: enteredAt ?? show.opensAt, isNewUnit: show.newUnits.contains(unit))
            guard let stop = try stop(of: duty, for: part, facts), stop.at < kit.clock.now() else { continue }
            let reason =
                "was to be done by \(facts.zone.text(stop.at)) (\(stop.rule)); the operator puts on record what is later"
            throw Problem(409, "It is too late for the unit itself", errors: [.init("duty", reason)])
        }
    }

    /// - Throws: `Problem` 409 for a show of a day that no calendar answers for.
    private func stop(of duty: String, for part: ShowPart, _ facts: DistrictFacts) throws -> HardStop? {
        do {
            return try facts.rules.pack.hardStop(for: duty, of: part, by: facts.rules.calendar)
        } catch is NotYet {
            // Nobody is told of a limit before a calendar has come either.
            return nil
        } catch is OutOfCalendar {
            throw Problem.conflict(
                "The show lies in a year of which no calendar answers; the operator puts on record what was done.")
        }
    }
}

extension Transaction {
    /// When a show's plan was made known as it stands.
    fileprivate borrowing func entered(_ show: BroadcastID, in district: DistrictID) throws -> Instant? {
        try run("SELECT entered_at FROM broadcasts WHERE district = \(district) AND broadcast = \(show)").first?
            .decode(Instant.self)
    }
}
