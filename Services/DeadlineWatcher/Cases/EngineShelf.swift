import Contracts
import DistrictRegister
import Messaging
import Postgres
import Synchronization

/// Clock engines, made once for each district, pack version and calendar version.
final class EngineShelf: Sendable {
    private let register: DistrictRegister
    // A lock and not an actor: it is asked inside synchronous transactions.
    private let engines = Mutex<[String: ClockEngine]>([:])

    init(register: DistrictRegister) { self.register = register }

    /// The engine of a case's own pack.
    ///
    /// - Throws: `NotYet` when this version, or any calendar, has not come yet.
    func engine(
        of district: DistrictID, version: String, in transaction: borrowing Transaction
    ) throws -> ClockEngine {
        try engine(of: try register.rules(of: district, version: version, in: transaction))
    }

    /// Any engine of the district, to remember facts of a case whose pack is not known yet.
    func anyEngine(of district: DistrictID, at time: Instant, in transaction: borrowing Transaction) throws
        -> ClockEngine
    {
        try engine(of: try register.current(of: district, on: CivilDay(ofUTC: time), in: transaction))
    }

    private func engine(of rules: DistrictRules) throws -> ClockEngine {
        let calendar = try rules.calendar
        let key = "\(rules.district)/\(rules.pack.version)/\(calendar.version)"
        return try engines.withLock { engines in
            if let engine = engines[key] { return engine }
            let engine = try ClockEngine(pack: rules.pack, calendar: calendar) { base, type, ordinal in
                try DerivedID.make(base.rawValue, type, String(ordinal))
            }
            engines[key] = engine
            return engine
        }
    }
}
