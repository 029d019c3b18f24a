import Contracts
import RulePacks

/// What is known of a case, and since when.
struct CaseView {
    private struct Entry {
        let attribute: FactAttribute
        let value: AttributeValue
        let since: Instant
    }

    /// In the order in which it was learnt; of one attribute the last holds.
    private var entries: [Entry] = []
    /// When the case's show closed, if that is known.
    private(set) var broadcastClosedAt: Instant?

    init(_ facts: [Fact]) {
        if facts.contains(where: { $0.kind == .appealRegistered }) {
            for fact in facts where fact.kind == .appealRegistered || fact.kind == .appealAmended {
                learn(fact, since: fact.at)
            }
        } else {
            // The appeal's own facts have not arrived: what work orders repeat of it has to do until then.
            for fact in facts where fact.kind == .workOrderDispatched {
                learn(fact, since: fact.instant(.registeredAt) ?? fact.at)
            }
            for fact in facts where fact.kind == .appealAmended { learn(fact, since: fact.at) }
        }
        let broadcast = self[.broadcast]
        for fact in facts where fact.kind == .broadcastClosed && fact.attributes[.broadcast] == broadcast {
            broadcastClosedAt = fact.at
            break
        }
    }

    subscript(attribute: FactAttribute) -> AttributeValue? {
        for entry in entries.reversed() where entry.attribute == attribute { return entry.value }
        return nil
    }

    /// Whether the condition holds now, and since when it has been so; nil: as long as anything is known.
    func standing(of condition: Condition) -> (holds: Bool, since: Instant?) {
        var holds = condition.holds(for: nil)
        var since: Instant?
        for entry in entries where entry.attribute == condition.attribute {
            let now = condition.holds(for: entry.value)
            if now != holds { since = entry.since }
            holds = now
        }
        return (holds, since)
    }

    private mutating func learn(_ fact: Fact, since time: Instant) {
        for pair in fact.attributes.pairs where pair.attribute.isOfCase && self[pair.attribute] != pair.value {
            entries.append(Entry(attribute: pair.attribute, value: pair.value, since: time))
        }
    }
}

extension FactKind {
    /// Whether such a fact says something of the case as a whole.
    var describesCase: Bool { self == .appealRegistered || self == .appealAmended || self == .workOrderDispatched }
}
