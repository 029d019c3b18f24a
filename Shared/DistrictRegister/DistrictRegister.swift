import Contracts
import Messaging
import Postgres
import RulePacks
import Synchronization
import WorkingCalendar

/// The rule packs and calendars that a service has heard of, parsed once and kept in memory.
///
/// A pack or a calendar that has not come yet makes the message that needs it wait (`NotYet`), so topics may overtake each
/// other.
public final class DistrictRegister: Sendable {
    fileprivate struct Known {
        var loadedAt: [DistrictID: ContinuousClock.Instant] = [:]
        var entries: [DistrictID: [Entry]] = [:]
        var calendarVersion = "none"
        /// When the calendar that is reckoned with was published.
        var calendarAt = Instant.earliest
        /// nil before any calendar has come.
        var table: CalendarTable?
        var rules: [String: DistrictRules] = [:]
    }

    fileprivate struct Entry {
        let version: String
        let effectiveFrom: CivilDay
        let source: String
    }

    // A lock and not an actor: it is asked inside synchronous transactions.
    private let known = Mutex(Known())

    public init() {}

    /// What a message waits for until a district's pack has come.
    public static func reference(_ district: DistrictID) -> String { "rule-pack/\(district)" }

    /// What a message of any district waits for until a working calendar has come.
    public static let calendarReference = NotYet.national("working-calendar")

    /// Adds the handlers that keep this register.
    ///
    /// - Parameter calendarCame: what a service does besides when a calendar is published, in the same transaction.
    public func handlers(
        addedTo handlers: Handlers,
        calendarCame: @escaping @Sendable (Received<CalendarPublished>, borrowing Transaction) throws -> Void = {
            _, _ in
        }
    ) -> Handlers {
        handlers
            .on(RulePackAdopted.self) { [self] message, transaction, pen in
                try transaction.store(message)
                pen.announce(Self.reference(message.district))
                markStale()
            }
            .on(CalendarPublished.self) { [self] message, transaction, pen in
                try transaction.store(message)
                pen.announce(Self.calendarReference)
                try calendarCame(message, transaction)
                markStale()
            }
    }

    /// The rules that a case began under.
    ///
    /// - Throws: `NotYet` when this version has not come yet.
    public func rules(
        of district: DistrictID, version: String, in transaction: borrowing Transaction
    ) throws -> DistrictRules {
        try refresh(district, in: transaction)
        guard let rules = try rules(district, where: { $0.version == version }) else {
            throw NotYet(Self.reference(district))
        }
        return rules
    }

    /// The rules in force on a day: the latest pack whose effective date has come; before any has, the first.
    ///
    /// - Throws: `NotYet` when the district has no pack yet.
    public func current(
        of district: DistrictID, on day: CivilDay, in transaction: borrowing Transaction
    ) throws -> DistrictRules {
        try refresh(district, in: transaction)
        let inForce = known.withLock { known in
            let entries = known.entries[district] ?? []
            return (entries.last { $0.effectiveFrom <= day } ?? entries.first)?.version
        }
        guard let inForce, let rules = try rules(district, where: { $0.version == inForce }) else {
            throw NotYet(Self.reference(district))
        }
        return rules
    }

    /// When the calendar that is reckoned with was published, as far as this register has been read; what happened before
    /// was reckoned under an earlier one.
    public var calendarPublishedAt: Instant { known.withLock { $0.calendarAt } }

    /// Every version that the district has adopted, in the order in which they take effect; none before the first has
    /// come.
    public func all(of district: DistrictID, in transaction: borrowing Transaction) throws -> [DistrictRules] {
        try refresh(district, in: transaction)
        let versions = known.withLock { $0.entries[district]?.map(\.version) ?? [] }
        return try versions.compactMap { version in try rules(district) { $0.version == version } }
    }

    /// Whether a pack of this district has come.
    public func knows(_ district: DistrictID, in transaction: borrowing Transaction) throws -> Bool {
        try refresh(district, in: transaction)
        return known.withLock { $0.entries[district]?.isEmpty == false }
    }

    /// How many districts are kept in memory: those of which a pack has come, and no others.
    var count: Int { known.withLock { max($0.entries.count, $0.loadedAt.count) } }

    /// To be called by whoever writes to the tables besides the handlers.
    public func markStale() { known.withLock { $0.loadedAt = [:] } }

    private func rules(_ district: DistrictID, where isWanted: (Entry) -> Bool) throws -> DistrictRules? {
        try known.withLock { known -> DistrictRules? in
            guard let entry = known.entries[district]?.first(where: isWanted) else { return nil }
            let key = "\(district)/\(entry.version)/\(known.calendarVersion)"
            if let rules = known.rules[key] { return rules }
            let pack = try RulePack(source: entry.source, file: "\(district)/\(entry.version)")
            let rules = DistrictRules(district: district, pack: pack, table: known.table)
            known.rules[key] = rules
            return rules
        }
    }

    /// Another instance may have heard of a new pack, so what is known is read again every few seconds; without any
    /// calendar each time, for what waits for it should not wait longer.
    private func refresh(_ district: DistrictID, in transaction: borrowing Transaction) throws {
        let isFresh = known.withLock { known in
            known.table != nil && known.loadedAt[district].map { ContinuousClock.now - $0 < .seconds(5) } ?? false
        }
        if isFresh { return }
        let (packs, calendars) = try transaction.readRegister(of: district)
        try known.withLock { known in try known.take(packs, of: district, calendars) }
    }
}

extension DistrictRegister.Known {
    fileprivate mutating func take(_ packs: [Row], of district: DistrictID, _ calendars: [Row]) throws {
        let found: [DistrictRegister.Entry] = try packs.map { row in
            let (version, effectiveFrom, source) = try row.decode((String, CivilDay, String).self)
            return .init(version: version, effectiveFrom: effectiveFrom, source: source)
        }
        // Whoever comes may invent names: a district without a pack is not kept.
        entries[district] = found.isEmpty ? nil : found
        if let row = calendars.first {
            let (version, source, publishedAt) = try row.decode((String, String, Instant).self)
            calendarAt = publishedAt
            if version != calendarVersion {
                table = try CalendarTable(csv: source, version: version)
                calendarVersion = version
            }
        }
        loadedAt[district] = found.isEmpty ? nil : .now
    }
}
