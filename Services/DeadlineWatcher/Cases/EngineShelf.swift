import Contracts
import DistrictRegister
import Messaging
import Postgres
import RulePacks
import Synchronization
import WorkingCalendar

/// Clock engines, made once for each district, pack version and calendar version.
final class EngineShelf: Sendable {
    private let register: DistrictRegister
    // Locks and not an actor: it is asked inside synchronous transactions.
    private let engines = Mutex<[String: ClockEngine]>([:])
    /// By district, pack and the version that the calendar was published under.
    private let past = Mutex<[String: ClockEngine]>([:])
    /// Calendars of the past by the version that they were published under.
    private let tables = Mutex<[String: CalendarTable]>([:])

    init(register: DistrictRegister) { self.register = register }

    /// The engine of a case's own pack.
    ///
    /// - Throws: `NotYet` when this version, or any calendar, has not come yet.
    func engine(
        of district: DistrictID, version: String, in transaction: borrowing Transaction
    ) throws -> ClockEngine {
        let rules = try register.rules(of: district, version: version, in: transaction)
        return try engine(of: district, rules.pack, rules.calendar)
    }

    /// The engine of a case's own pack under the calendar that was published as `calendar`.
    ///
    /// - Throws: `NotYet` when the pack has not come yet.
    func engine(
        of district: DistrictID, version: String, under calendar: String, in transaction: borrowing Transaction
    ) throws -> ClockEngine {
        let key = "\(district)/\(version)/\(calendar)"
        if let known = past.withLock({ $0[key] }) { return known }
        let pack = try register.rules(of: district, version: version, in: transaction).pack
        let made = try engine(of: district, pack, pack.hours.calendar(over: table(calendar, in: transaction)))
        past.withLock { $0[key] = made }
        return made
    }

    /// Any engine of the district, to remember facts of a case whose pack is not known yet.
    func anyEngine(of district: DistrictID, at time: Instant, in transaction: borrowing Transaction) throws
        -> ClockEngine
    {
        let rules = try register.current(of: district, on: CivilDay(ofUTC: time), in: transaction)
        return try engine(of: district, rules.pack, rules.calendar)
    }

    /// The engine that a run was last reckoned with: what is over keeps the calendar of its time.
    ///
    /// - Returns: the engine with today's calendar where that one is not there any more.
    func engine(
        behind run: ClockRun, of district: DistrictID, in transaction: borrowing Transaction
    ) throws -> ClockEngine {
        let current = try engine(of: district, version: run.packVersion, in: transaction)
        guard run.calendarVersion != current.calendar.version else { return current }
        let key = Self.key(district, current.pack, calendar: run.calendarVersion)
        if let known = engines.withLock({ $0[key] }) { return known }
        let hours = current.pack.hours
        for version in try transaction.calendarVersions() {
            let table = try table(version, in: transaction)
            // Putting a calendar together costs milliseconds, so its name is compared first.
            guard run.calendarVersion == table.version || run.calendarVersion.hasPrefix(table.version + "+") else {
                continue
            }
            let calendar = hours.calendar(over: table)
            if calendar.version == run.calendarVersion { return try engine(of: district, current.pack, calendar) }
        }
        return current
    }

    private func table(_ version: String, in transaction: borrowing Transaction) throws -> CalendarTable {
        if let known = tables.withLock({ $0[version] }) { return known }
        let table = try CalendarTable(csv: try transaction.calendar(version), version: version)
        tables.withLock { $0[version] = table }
        return table
    }

    private static func key(_ district: DistrictID, _ pack: RulePack, calendar: String) -> String {
        "\(district)/\(pack.version)/\(calendar)"
    }

    private func engine(of district: DistrictID, _ pack: RulePack, _ calendar: WorkingCalendar) throws -> ClockEngine {
        let key = Self.key(district, pack, calendar: calendar.version)
        return try engines.withLock { engines in
            if let engine = engines[key] { return engine }
            let engine = try ClockEngine(pack: pack, calendar: calendar) { base, type, ordinal in
                try DerivedID.make(base.rawValue, type, String(ordinal))
            }
            engines[key] = engine
            return engine
        }
    }
}

extension Transaction {
    /// The latest first.
    fileprivate borrowing func calendarVersions() throws -> [String] {
        try run("SELECT version FROM calendars ORDER BY published_at DESC, version DESC")
            .map { try $0.decode(String.self) }
    }

    fileprivate borrowing func calendar(_ version: String) throws -> String {
        try run("SELECT source FROM calendars WHERE version = \(version)").first?.decode(String.self) ?? ""
    }
}
