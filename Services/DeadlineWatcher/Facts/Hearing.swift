import Contracts
import FailPoints
import Messaging
import Postgres

/// Takes what the other services say into the clocks, many messages at a time.
struct Hearing: Sendable {
    let kit: WatcherKit

    @Sendable func hear(_ envelopes: [Envelope], _ transaction: borrowing Transaction, _ journal: Journal) throws {
        guard let district = envelopes.first?.district else { return }
        let heard = try inOrder(envelopes.compactMap { try HeardFact($0) })
        guard !heard.isEmpty else { return }
        let shows = try Shows(heard, of: district, in: transaction)
        let known = try transaction.acts(among: heard.compactMap(\.act), in: district)
        var work = Casework(district: district, kit: kit)
        let preparations = try heard.flatMap { try $0.preparations(in: district) }
        try work.open(heard.compactMap(\.case) + shows.cases + preparations, in: transaction)
        for item in heard {
            if let act = item.act {
                // It was fed to the clocks when it was done; only after a loss of the schema is it new here.
                if known.contains(act.step, of: act.supervision) { continue }
                work.note(act)
                try act.record(journal.events(causedBy: item.cause))
            }
            try take(item, into: &work, shows, in: transaction)
        }
        try work.write(in: transaction, journal)
        FailPoint.reach("watcher.applied")
    }

    /// In the order in which they happened, as far as one batch can tell: fewer deadlines move to and fro.
    private func inOrder(_ heard: [HeardFact]) -> [HeardFact] {
        heard.enumerated().sorted { ($0.element.fact.at, $0.offset) < ($1.element.fact.at, $1.offset) }.map(\.element)
    }

    private func take(
        _ item: HeardFact, into work: inout Casework, _ shows: Shows, in transaction: borrowing Transaction
    ) throws {
        if let preparation = item.preparation {
            return try take(preparation, item, into: &work, in: transaction)
        }
        guard let id = item.case else {
            for open in work.cases.values where open.broadcast == item.broadcast {
                try work.take(item.fact, of: open.id, cause: item.cause, in: transaction)
            }
            return
        }
        work.learn(item.caseNumber, of: id)
        try work.take(item.fact, of: id, cause: item.cause, in: transaction)
        guard let broadcast = item.broadcast, work.cases[id]?.broadcast == broadcast else { return }
        for fact in shows.knownFacts(of: broadcast) {
            try work.take(fact, of: id, cause: Cause(id: fact.id.rawValue), in: transaction)
        }
    }

    private func take(
        _ preparation: HeardPreparation, _ item: HeardFact, into work: inout Casework,
        in transaction: borrowing Transaction
    ) throws {
        guard let broadcast = item.broadcast else { return }
        var units = preparation.units
        if preparation.isWholePlan {
            for open in work.cases.values where open.isPreparation && open.broadcast == broadcast {
                if let unit = open.facts.first?.unit, !units.contains(unit) { units.append(unit) }
            }
        }
        for unit in units.sorted() {
            let id = try CaseID.preparation(of: broadcast, by: unit, in: work.district)
            try work.take(preparation.fact(for: unit), of: id, cause: item.cause, in: transaction)
        }
    }
}
