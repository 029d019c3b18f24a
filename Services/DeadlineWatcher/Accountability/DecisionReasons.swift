import Contracts
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit
import WorkingCalendar

/// Why people decided as they did: free text that may name a person, so it is sealed as everything that is said of the case.
struct DecisionReasons: Sendable {
    static let longest = 1_000
    private static let field = "reason"

    let kit: WatcherKit
    let district: DistrictID

    /// Sealed under the month in which the case was registered; where the proposal is about a unit's preparation of a show, in
    /// which its file was opened.
    ///
    /// - Throws: `Problem` 409 for a case whose month has no key any more.
    func seal(
        _ text: String, of proposal: Accountability, in transaction: borrowing Transaction
    ) throws -> SealedText {
        let state = try transaction.states(of: [proposal.case], in: district)[proposal.case]?.state
        let begun = state?.facts.compactMap { $0.instant(.registeredAt) }.first ?? state?.facts.first?.at
        let zone = try zone(of: state, proposal, in: transaction)
        let month = Month(zone.day(of: begun ?? proposal.proposedAt))
        do {
            return try kit.keys.seal(text, field: Self.field, of: subject(of: proposal), month: month)
        } catch SealingError.keyDestroyed {
            throw Problem.conflict("The retention of the case's month has ended: nothing can be added to it.")
        }
    }

    /// - Returns: nil where none was given, or where the month's key is gone.
    func open(_ proposal: Accountability) -> String? {
        guard let sealed = proposal.sealedReason else { return nil }
        do {
            return try kit.keys.open(sealed, field: Self.field, of: subject(of: proposal))
        } catch {
            kit.log.warning(
                "a sealed text stays closed",
                ["case": proposal.case.rawValue, "field": Self.field, "error": String(describing: error)])
            return nil
        }
    }

    private func subject(of proposal: Accountability) -> SealSubject {
        SealSubject(district: district, case: proposal.case)
    }

    private func zone(
        of state: CaseState?, _ proposal: Accountability, in transaction: borrowing Transaction
    ) throws -> ZoneOffset {
        if let version = state?.packVersion {
            return try kit.register.rules(of: district, version: version, in: transaction).pack.hours.zone
        }
        let day = CivilDay(ofUTC: proposal.proposedAt)
        return try kit.register.current(of: district, on: day, in: transaction).pack.hours.zone
    }
}
