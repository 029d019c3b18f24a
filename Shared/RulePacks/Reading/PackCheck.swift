import Contracts
import YAML

/// What no single key can show: names that lead nowhere, clocks that wait for each other, clocks that cannot start.
struct PackCheck {
    let pack: RulePack
    let root: Field

    func run() {
        unique(pack.clocks.map(\.name.rawValue), in: "clocks")
        unique(pack.ladders.map(\.name), in: "ladders")
        checkSituations()
        for clock in pack.clocks { check(clock, at: place("clocks", clock.name.rawValue)) }
        for ladder in pack.ladders { check(ladder, at: place("ladders", ladder.name)) }
        for (name, boxes) in Dictionary(grouping: pack.copies.filter { $0.by == .email }.flatMap(\.to), by: \.name)
        where Set(boxes.map(\.mailbox)).count > 1 { root.problem("copies: \"\(name)\" has several mailboxes") }
        for role in Set(pack.clocks.map(\.owes)) where role != .unit && role != .citizen && pack.roles[role] == nil {
            root.problem("roles does not say who is \(role.rawValue)")
        }
    }

    private func check(_ clock: Clock, at place: Field) {
        for (name, key) in clock.dependencies where pack.clock(name) == nil {
            place.problem(unknown(name.rawValue, key: key, names: pack.clocks.map(\.name.rawValue), what: "clock"))
        }
        for name in clock.miss where !pack.ladders.contains(where: { $0.name == name }) {
            place.problem(unknown(name, key: "miss", names: pack.ladders.map(\.name), what: "ladder"))
        }
        if let cycle = cycle(from: clock.name) {
            place.problem("depends on itself: \(cycle.map(\.rawValue).joined(separator: " → "))")
        }
        if clock.pauses.isEmpty != clock.resumes.isEmpty { place.problem("needs both pauses and resumes, or neither") }
        // A limit that could not be read is missing here, and reported.
        if !clock.pauses.isEmpty && !clock.within.isEmpty && clock.within.allSatisfy(\.isNamed) {
            place.problem("pauses: a day that somebody has named is not moved by a pause")
        }
        if !pack.callback.isWaivedForAnonymous, clock.leavesAnonymousCallbacksOut {
            place.problem("applies: anonymous people are called back, for callback.isWaivedForAnonymous is false")
        }
        for limit in clock.within { check(limit, of: clock, at: place) }
        checkTriggers(of: clock, at: place)
        checkLife(of: clock, at: place)
    }

    private func check(_ limit: Limit, of clock: Clock, at place: Field) {
        let attribute: FactAttribute
        switch limit {
        case .attribute(let named): attribute = named
        case .before(let lead): attribute = lead.anchor
        case .limitOf(let name): return checkLength(of: name, at: place)
        case .period, .ordinal, .promptly: return
        }
        let carriers = clock.starts.triggers.contains {
            $0.on.attributes.contains(attribute) || attribute.isOfCase
        }
        if !carriers { place.problem("no starting event names \(attribute.rawValue)") }
    }

    /// Its runs have a due instant, which `noLaterThan` may take; a length to count from elsewhere they have not.
    private func checkLength(of name: ClockName, at place: Field) {
        guard let other = pack.clock(name), !other.within.isEmpty, other.within.allSatisfy(\.isNamed) else { return }
        place.problem("within.limitOf: \"\(name)\" has no length to borrow: an event names its day")
    }

    private func check(_ ladder: Ladder, at place: Field) {
        let isOfMiss = pack.clocks.contains { $0.miss.contains(ladder.name) }
        if ladder.starts.isEmpty && !isOfMiss { place.problem("nothing sets it off") }
        if !ladder.starts.isEmpty && ladder.rungs.contains(where: { $0.emit == .overdueFiled }) {
            place.problem("OverdueFiled needs a missed deadline; this ladder is set off by an event")
        }
        checkStarts(ladder.starts, at: place)
        for trigger in ladder.starts where !trigger.on.carries(ladder.per) {
            place.problem("\(trigger.on.rawValue) does not say which \(ladder.per.rawValue) it is about")
        }
    }

    private func checkSituations() {
        var seen: Set<String> = []
        for (index, situation) in pack.situations.enumerated()
        where !seen.insert("\(situation.rule) \(situation.kind)").inserted {
            root.problem("situations[\(index)]: \(situation.rule) comes twice as \(situation.kind)")
        }
    }

    private func cycle(from start: ClockName) -> [ClockName]? {
        var path: [ClockName] = []
        func visit(_ name: ClockName) -> [ClockName]? {
            if name == start && !path.isEmpty { return path + [name] }
            guard !path.contains(name), let clock = pack.clock(name) else { return nil }
            path.append(name)
            defer { path.removeLast() }
            for dependency in clock.dependencies {
                if let found = visit(dependency.name) { return found }
            }
            return nil
        }
        return visit(start)
    }

    private func unique(_ names: [String], in key: String) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            place(key, name, last: true).problem("the name \"\(name)\" comes twice")
        }
    }

    private func unknown(_ name: String, key: String, names: [String], what: String) -> String {
        "\(key): there is no \(what) \"\(name)\"; \(names.suggestion(for: name))"
    }

    /// By name: an entry that could not be read is missing from the pack but not from the file.
    private func place(_ key: String, _ name: String, last: Bool = false) -> Field {
        guard case .sequence(let items)? = root.node[key]?.content else { return root }
        let found = items.indices.filter { index in
            guard case .scalar(name, _)? = items[index]["name"]?.content else { return false }
            return true
        }
        guard let index = last ? found.last : found.first else { return root }
        return Field(items[index], path: "\(key)[\(index)]", report: root.report)
    }
}

extension Limit {
    /// Whether an event names the instant.
    var isNamed: Bool {
        switch self {
        case .attribute, .before: true
        case .period, .ordinal, .promptly, .limitOf: false
        }
    }
}

extension Clock {
    /// Clocks whose due time or length this one takes.
    var dependencies: [(name: ClockName, key: String)] {
        noLaterThan.map { ($0, "noLaterThan") }
            + within.compactMap { limit in
                guard case .limitOf(let name) = limit else { return nil }
                return (name, "within.limitOf")
            }
    }
}

extension Clock {
    /// Whether it times the callback of named people alone (rule X13).
    fileprivate var leavesAnonymousCallbacksOut: Bool {
        stops.triggers.contains { $0.on == .callbackCompleted }
            && applies.contains { $0.attribute == .isAnonymous && !$0.holds(for: .flag(true)) }
    }
}
