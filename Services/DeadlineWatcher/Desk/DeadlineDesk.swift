import Contracts
import DistrictRegister
import Messaging
import Postgres
import WorkingCalendar

/// Deadlines with all that explains them, read from the watcher's schema: for its routes and for the operator's command.
public struct DeadlineDesk: Sendable {
    let register: DistrictRegister
    let engines: EngineShelf

    init(register: DistrictRegister, engines: EngineShelf) {
        (self.register, self.engines) = (register, engines)
    }

    public init() {
        let register = DistrictRegister()
        self.init(register: register, engines: EngineShelf(register: register))
    }

    /// Every deadline of a case as text, the earliest due first; the route gives the same text for each.
    ///
    /// - Parameters:
    ///   - case: its number or its id.
    ///   - transaction: within the district's scope, over the watcher's schema.
    /// - Returns: nil for a case that has no deadline here.
    public func explanations(
        of case: String, in district: DistrictID, _ language: Language, _ transaction: borrowing Transaction
    ) throws -> [String]? {
        guard let id = try transaction.caseID(`case`, in: district) else { return nil }
        let views = try views(try transaction.deadlines(of: id, in: district), in: district, transaction)
        return views.isEmpty
            ? nil : views.map { language == .chinese ? $0.explanation.zh : $0.explanation.en }
    }

    /// How long the citizen has waited, and where, as text in the language.
    ///
    /// - Parameters:
    ///   - case: its number or its id.
    ///   - now: what an open matter is aged to.
    /// - Returns: nil for a case whose beginning or whose pack is not known here.
    public func age(
        of case: String, in district: DistrictID, at now: Instant, _ language: Language,
        _ transaction: borrowing Transaction
    ) throws -> String? {
        guard let id = try transaction.caseID(`case`, in: district) else { return nil }
        guard let (age, zone) = try age(of: id, in: district, at: now, transaction) else { return nil }
        return age.text(language, zone: zone)
    }

    func age(
        of id: CaseID, in district: DistrictID, at now: Instant, _ transaction: borrowing Transaction
    ) throws -> (age: CaseAge, zone: ZoneOffset)? {
        guard let state = try transaction.states(of: [id], in: district)[id]?.state, let version = state.packVersion
        else { return nil }
        let engine = try engines.engine(of: district, version: version, in: transaction)
        return try engine.age(of: state, at: now).map { ($0, engine.calendar.zone) }
    }

    func views(
        _ rows: [DeadlineEntry], in district: DistrictID, _ transaction: borrowing Transaction
    ) throws -> [DeadlineView] {
        let states = try transaction.states(of: rows.map(\.case), in: district)
        return try rows.compactMap { row in
            guard let (state, number) = states[row.case] else { return nil }
            let engine = try engines.engine(behind: row.run, of: district, in: transaction)
            let account = try engine.account(of: row.run, in: state, moves: row.moves)
            return DeadlineView(account, of: row.case, number)
        }
    }
}

/// A deadline's row.
struct DeadlineEntry: Sendable {
    let `case`: CaseID
    let run: ClockRun
    let moves: [DeadlineMove]
}
