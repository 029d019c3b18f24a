import Contracts
import RulePacks

/// One datum of a pack that a newer one has otherwise.
public struct PackChange: Hashable, Sendable {
    /// Such as `clocks.sign.within.amount`.
    public let path: String
    /// The whole of it for people, such as `clocks.sign.within.amount: 1 → 2`.
    public let text: String

    public init(path: String, text: String) { (self.path, self.text) = (path, text) }
}

/// Which of two packs' differences can move a clock's deadlines.
struct ChangeReasons: Sendable {
    private let kept: RulePack
    private let new: RulePack
    private let changes: [PackChange]
    /// Of a clock, what people read and what follows from a deadline.
    private static let silent: Set<String> = [
        "rule", "clause", "title", "settles", "owes", "warn", "miss", "hardStop", "name",
    ]
    /// Of the pack, what every clock goes by.
    private static let common: Set<String> = ["zone", "hours", "calendar"]

    init(kept: RulePack, new: RulePack, changes: [PackChange]) {
        (self.kept, self.new, self.changes) = (kept, new, changes)
    }

    /// In the order of the differences; the clock's own first, then those of clocks that it depends on, then the pack's.
    func reasons(for clock: ClockName) -> [String] {
        let known = (kept.clock(clock), new.clock(clock))
        if known.0 == nil { return ["clocks.\(clock): new clock"] }
        if known.1 == nil { return ["clocks.\(clock): no longer a clock"] }
        let names = family(of: clock)
        let own = names.flatMap { name in changes.filter { concerns($0, name) } }
        let sections = Set(names.flatMap(places))
        let shared = changes.filter { change in
            Self.common.contains(String(change.path.prefix { $0 != "." })) || change.path == "clocks"
                || sections.contains { $0 == change.path || $0.hasPrefix(change.path + ".") }
        }
        return (own + shared).map(\.text)
    }

    /// Where in either pack stands what the clock goes by beside itself.
    private func places(of clock: ClockName) -> [String] {
        [kept, new].flatMap { pack in pack.clock(clock)?.places(in: pack) ?? [] }
    }

    private func concerns(_ change: PackChange, _ clock: ClockName) -> Bool {
        let place = "clocks.\(clock)"
        if change.path == place { return true }
        guard change.path.hasPrefix(place + ".") else { return false }
        let key = change.path.dropFirst(place.count + 1).prefix { $0 != "." }
        return !Self.silent.contains(String(key))
    }

    /// The clock and those whose due time or length it takes, in either pack.
    private func family(of clock: ClockName) -> [ClockName] {
        var names = [clock]
        var at = 0
        while at < names.count {
            let others = [kept.clock(names[at]), new.clock(names[at])].compactMap { $0 }.flatMap(\.dependsOn)
            for name in others where !names.contains(name) { names.append(name) }
            at += 1
        }
        return names
    }
}

extension Clock {
    fileprivate var dependsOn: [ClockName] {
        noLaterThan
            + within.compactMap { limit in
                guard case .limitOf(let name) = limit else { return nil }
                return name
            }
    }

    /// Where in the pack stands what moves its deadlines, other than its own section and what every clock goes by.
    fileprivate func places(in pack: RulePack) -> [String] {
        var places = within.flatMap(policies).map { "policies.\($0.rawValue)" }
        let isBackwards = within.contains { if case .before = $0 { true } else { false } }
        if isBackwards, isOfPlan {
            places.append("policies.\(PolicyKey.clockBeforeEffective.rawValue)")
            if pack.isGrandfathering { places.append("pack.effectiveFrom") }
        }
        // Who approves one, and why, moves nothing.
        if moves.contains(where: { $0.trigger.on == .extensionGranted }) {
            places += ["extension.isAllowed", "extension.atMost"]
        }
        return places
    }

    private func policies(of limit: Limit) -> [PolicyKey] {
        switch limit {
        case .promptly: [.promptlyWorkingDays]
        case .ordinal: [.ordinalBase]
        case .before(let lead):
            (lead.isMondayOfWeek ? [.prepMode] : [])
                + (lead.moment == .leaveCutoff ? [.leaveCutoffTime] : lead.moment == .dailyCutoff ? [.dailyCutoff] : [])
        case .period, .attribute, .limitOf: []
        }
    }
}
