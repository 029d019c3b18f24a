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
        let policies = names.flatMap { name in
            [kept.clock(name), new.clock(name)].flatMap { $0?.policies ?? [] }
        }
        let shared = changes.filter { change in
            let parts = change.path.split(separator: ".").map(String.init)
            return Self.common.contains(parts.first ?? "") || change.path == "clocks"
                || policies.contains { change.path == "policies.\($0.rawValue)" }
        }
        return (own + shared).map(\.text)
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

    /// Those that its limits go by.
    fileprivate var policies: [PolicyKey] {
        within.compactMap { limit in
            switch limit {
            case .promptly: .promptlyWorkingDays
            case .ordinal: .ordinalBase
            case .before(let lead) where lead.moment == .dailyCutoff: .dailyCutoff
            default: nil
            }
        }
    }
}
