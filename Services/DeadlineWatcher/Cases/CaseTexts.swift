import Contracts
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit
import WorkingCalendar

/// What people write about a case: free text that may name a person, so it is sealed as everything that is said of the case.
struct CaseTexts: Sendable {
    /// The name of a sealed field is that of the event's property.
    enum Field: String {
        /// Of a decision about a proposal.
        case reason
        /// What the citizen was told under a letter, what the unit did about it, and what the citizen said.
        case answer, report, feedback
    }

    let kit: WatcherKit
    let district: DistrictID

    /// Sealed under the month in which the case was registered; where it is about a unit's preparation of a show, in which
    /// its file was opened.
    ///
    /// - Parameter fallback: when the case began, where no fact of it is known.
    /// - Throws: `Problem` 409 for a case whose month has no key any more.
    func seal(
        _ text: String, _ field: Field, of case: CaseID, since fallback: Instant, in transaction: borrowing Transaction
    ) throws -> SealedText {
        let state = try transaction.states(of: [`case`], in: district)[`case`]?.state
        let begun = state?.facts.compactMap { $0.instant(.registeredAt) }.first ?? state?.facts.first?.at
        let zone = try zone(of: state, at: fallback, in: transaction)
        let month = Month(zone.day(of: begun ?? fallback))
        do {
            return try kit.keys.seal(text, field: field.rawValue, of: subject(`case`), month: month)
        } catch SealingError.keyDestroyed {
            throw Problem.conflict("The retention of the case's month has ended: nothing can be added to it.")
        }
    }

    /// - Returns: nil where none was given, or where the month's key is gone.
    func open(_ sealed: SealedText?, _ field: Field, of case: CaseID) -> String? {
        guard let sealed else { return nil }
        do {
            return try kit.keys.open(sealed, field: field.rawValue, of: subject(`case`))
        } catch {
            kit.log.warning(
                "a sealed text stays closed",
                ["case": `case`.rawValue, "field": field.rawValue, "error": String(describing: error)])
            return nil
        }
    }

    private func subject(_ case: CaseID) -> SealSubject { SealSubject(district: district, case: `case`) }

    private func zone(
        of state: CaseState?, at time: Instant, in transaction: borrowing Transaction
    ) throws -> ZoneOffset {
        if let version = state?.packVersion {
            return try kit.register.rules(of: district, version: version, in: transaction).pack.hours.zone
        }
        return try kit.register.current(of: district, on: CivilDay(ofUTC: time), in: transaction).pack.hours.zone
    }
}
