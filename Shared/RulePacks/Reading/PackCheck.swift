import Contracts
import YAML

/// What no single key can show: names that lead nowhere, clocks that wait for each other, clocks that cannot start.
struct PackCheck {
    let pack: RulePack
    let root: Field

    func run() {
        unique(pack.clocks.map(\.name.rawValue), in: "clocks")
        unique(pack.ladders.map(\.name), in: "ladders")
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
        if clock.within.isEmpty { place.problem("has no limit") }
        if clock.pauses.isEmpty != clock.resumes.isEmpty { place.problem("needs both pauses and resumes, or neither") }
        if !clock.pauses.isEmpty && clock.within.allSatisfy(\.isNamed) {
            place.problem("pauses: a day that somebody has named is not moved by a pause")
        }
        for limit in clock.within { check(limit, of: clock, at: place) }
        for trigger in clock.starts.triggers where !trigger.on.carries(clock.per) {
            place.problem(
                "can never start: \(trigger.on.rawValue) does not say which \(clock.per.rawValue) it is about")
        }
    }

    private func check(_ limit: Limit, of clock: Clock, at place: Field) {
        let attribute: FactAttribute
        switch limit {
        case .attribute(let named): attribute = named
        case .before(let lead): attribute = lead.anchor
        case .period, .ordinal, .promptly, .limitOf: return
        }
        let carriers = clock.starts.triggers.contains {
            $0.on.attributes.contains(attribute) || attribute.isOfCase
        }
        if !carriers { place.problem("no starting event names \(attribute.rawValue)") }
    }

    private func check(_ ladder: Ladder, at place: Field) {
        let isOfMiss = pack.clocks.contains { $0.miss.contains(ladder.name) }
        if ladder.starts.isEmpty && !isOfMiss { place.problem("nothing sets it off") }
        if !ladder.starts.isEmpty && ladder.rungs.contains(where: { $0.emit == .overdueFiled }) {
            place.problem("OverdueFiled needs a missed deadline; this ladder is set off by an event")
        }
        for trigger in ladder.starts where !trigger.on.carries(ladder.per) {
            place.problem("\(trigger.on.rawValue) does not say which \(ladder.per.rawValue) it is about")
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
    fileprivate var isNamed: Bool {
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

extension FactKind {
    /// Whether such a fact says which one of `scope` it is about.
    public func carries(_ scope: Clock.Scope) -> Bool {
        switch scope {
        case .case: true
        case .broadcast: Self.ofShow.contains(self)
        case .round: attributes.contains(.round)
        case .workOrder: Self.ofWorkOrder.contains(self)
        case .callback: Self.ofCallback.contains(self)
        case .supervision:
            [
                .supervisionLetterIssued, .supervisionLetterReceived, .supervisionAnswered, .supervisionReported,
                .supervisionConcluded,
            ].contains(self)
        }
    }

    private static let ofShow: Set<FactKind> = [
        .broadcastScheduled, .dutyPlanned, .dutyDischarged, .leaveRequested, .leaveDecided, .rescheduleRequested,
        .broadcastOpened, .broadcastClosed,
    ]

    private static let ofCallback: Set<FactKind> = [
        .callbackScheduled, .callbackCompleted, .callbackWaived, .reworkRequested, .supervisionRequested,
    ]

    private static let ofWorkOrder: Set<FactKind> = ofCallback.union([
        .workOrderDispatched, .workOrderSigned, .citizenContacted, .workOrderObjected, .objectionDecided,
        .noticeIssued, .workOrderTransferred, .assistantJoined, .extensionGranted, .extensionRefused,
        .workOrderAnswered, .formFiled, .workOrderClosed, .reworkOrdered, .clockPaused, .clockResumed,
        .inconsistencyFound,
    ])
}
