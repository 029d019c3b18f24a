import Contracts
import Messaging
import Postgres
import RulePacks

/// The shows that a batch of messages is about.
struct Shows {
    /// Cases that a fact of the batch about their show concerns.
    let cases: [CaseID]
    private let facts: [BroadcastID: [Fact]]

    /// What had been heard of a show before this batch, in the order of its times.
    func knownFacts(of broadcast: BroadcastID) -> [Fact] { facts[broadcast] ?? [] }

    /// Keeps what the batch says of shows.
    ///
    /// A fact about a show and the registration of one of its cases exclude each other by a lock on the show, held
    /// exclusively by the former and shared by the latter: whichever comes second sees the first.
    init(_ heard: [HeardFact], of district: DistrictID, in transaction: borrowing Transaction) throws {
        let new = heard.filter { $0.case == nil && $0.preparation == nil }
        // A plan may take units off the show: all that prepare it have to be looked at, as at its close.
        let planned = heard.filter { $0.preparation?.isWholePlan == true }
        let closing = Set((new + planned).compactMap(\.broadcast))
        let all = Set(heard.compactMap(\.broadcast))
        guard !all.isEmpty else {
            (cases, facts) = ([], [:])
            return
        }
        for broadcast in all.sorted() {
            try transaction.lock(broadcast, of: district, isExclusive: closing.contains(broadcast))
        }
        facts = try transaction.facts(about: all.sorted(), in: district)
        try transaction.keep(new, of: district)
        cases = try transaction.cases(of: closing.sorted(), in: district)
    }
}

extension Transaction {
    fileprivate borrowing func lock(_ broadcast: BroadcastID, of district: DistrictID, isExclusive: Bool) throws {
        let key = "show/\(district)/\(broadcast)"
        if isExclusive {
            try execute("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || \(key), 0))")
        } else {
            try execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(current_schema() || \(key), 0))")
        }
    }

    fileprivate borrowing func keep(_ heard: [HeardFact], of district: DistrictID) throws {
        guard !heard.isEmpty else { return }
        try execute(
            """
            INSERT INTO broadcast_facts (district, broadcast, event_id, kind, happened_at)
            SELECT \(district)::text, * FROM unnest(\(heard.map { $0.broadcast ?? BroadcastID("") })::text[],
                \(heard.map(\.fact.id))::uuid[], \(heard.map(\.fact.kind.rawValue))::text[],
                \(heard.map(\.fact.at))::timestamptz[])
            ON CONFLICT DO NOTHING
            """)
    }

    fileprivate borrowing func facts(
        about broadcasts: [BroadcastID], in district: DistrictID
    ) throws -> [BroadcastID: [Fact]] {
        let rows = try run(
            """
            SELECT broadcast, event_id, kind, happened_at FROM broadcast_facts
            WHERE district = \(district) AND broadcast = ANY(\(broadcasts)::text[]) ORDER BY happened_at, event_id
            """)
        var facts: [BroadcastID: [Fact]] = [:]
        for row in rows {
            let (broadcast, id, name, at) = try row.decode((BroadcastID, EventID, String, Instant).self)
            guard let kind = FactKind(rawValue: name) else { continue }
            var details = FactDetails(at: at)
            details.attributes[.broadcast] = .text(broadcast.rawValue)
            facts[broadcast, default: []].append(Fact(id: id, kind: kind, details: details))
        }
        return facts
    }
}
