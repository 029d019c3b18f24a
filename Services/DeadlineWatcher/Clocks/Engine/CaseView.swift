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

    /// Whether it is a unit's preparation of a show, and no citizen's matter.
    private(set) var isPreparation = false

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
        for fact in facts where fact.kind.beginsPreparation {
            isPreparation = true
            if fact.kind == .broadcastScheduled { learn(fact, since: fact.at) }
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

    /// What held at an instant; before anything was learnt of the attribute, what was learnt first.
    func value(_ attribute: FactAttribute, at time: Instant) -> AttributeValue? {
        let learnt = entries.filter { $0.attribute == attribute }
        return (learnt.last { $0.since <= time } ?? learnt.first)?.value
    }

    /// When the value of an attribute that holds was learnt.
    func since(_ attribute: FactAttribute) -> Instant? {
        for entry in entries.reversed() where entry.attribute == attribute { return entry.since }
        return nil
    }

    /// A time in which all conditions of a clock hold.
    struct Episode {
        /// Nil: as long as anything is known.
        var from: Instant?
        /// Nil: still.
        var to: Instant?
        /// The attribute that ended it.
        var cause = ""
    }

    /// Every time in which all of `conditions` hold; `cause` is the attribute that hinders when there is none.
    func episodes(of conditions: [Condition]) -> (all: [Episode], cause: String) {
        guard !conditions.isEmpty else { return ([Episode()], "") }
        var values = conditions.map { (condition: $0, holds: $0.holds(for: nil)) }
        var open: Episode? = values.allSatisfy(\.holds) ? Episode() : nil
        var all: [Episode] = []
        var cause = values.first { !$0.holds }?.condition.attribute.causeCode ?? ""
        for entry in entries {
            for index in values.indices where values[index].condition.attribute == entry.attribute {
                values[index].holds = values[index].condition.holds(for: entry.value)
            }
            let hindrance = values.first { !$0.holds }?.condition.attribute.causeCode
            if let hindrance, var episode = open {
                (episode.to, episode.cause) = (entry.since, hindrance)
                all.append(episode)
                open = nil
            } else if hindrance == nil, open == nil {
                open = Episode(from: entry.since)
            }
            cause = hindrance ?? cause
        }
        if let open { all.append(open) }
        // What was learnt at one and the same time leaves no time in between.
        return (all.filter { $0.to == nil || $0.to != $0.from }, cause)
    }

    private mutating func learn(_ fact: Fact, since time: Instant) {
        for pair in fact.attributes.pairs where pair.attribute.isOfCase && self[pair.attribute] != pair.value {
            entries.append(Entry(attribute: pair.attribute, value: pair.value, since: time))
        }
    }
}

extension FactKind {
    /// Whether such a fact says something of the case as a whole.
    var describesCase: Bool {
        switch self {
        case .appealRegistered, .appealAmended, .workOrderDispatched, .broadcastScheduled: true
        default: false
        }
    }
}
