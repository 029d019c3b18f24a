import Contracts

/// What stands behind each rule of the register: the clocks and ladders of the packs, what else carries it, and the
/// tests whose names carry its number.
public struct RuleCoverage: Sendable {
    public struct Line: Sendable {
        public let rule: RuleEntry
        public let carriers: [RuleEntry.Carrier]
        /// Suites, each as often as one of its tests names the rule.
        public let tests: [String]
        public let state: State
    }

    public enum State: String, CaseIterable, Sendable {
        /// Something carries it and a test proves it.
        case works
        /// The register says what is missing.
        case open
        /// Of the programme alone, which comes later.
        case planned
        /// Nothing carries it, or nothing proves it, and the register does not say so.
        case uncovered
    }

    public let lines: [Line]

    /// - Parameter tests: suites by the rules that the names of their tests carry.
    public init(_ register: RuleRegister, packs: [RulePack], tests: [RuleID: [String]]) {
        lines = (register.rules + register.contradictions).map { rule in
            let carriers = packs.flatMap { $0.carriers(of: rule.id) } + rule.carriers
            let proofs = tests[rule.id] ?? []
            return Line(
                rule: rule, carriers: carriers, tests: proofs, state: Self.state(of: rule, carriers, proofs))
        }
    }

    private static func state(of rule: RuleEntry, _ carriers: [RuleEntry.Carrier], _ tests: [String]) -> State {
        if rule.open != nil { return .open }
        if !carriers.isEmpty && !tests.isEmpty { return .works }
        return rule.isOfProgrammeAlone ? .planned : .uncovered
    }
}

extension RulePack {
    /// The clocks, ladders, situations, policies and lines about who is told that come from this rule, or settle this contradiction.
    func carriers(of rule: RuleID) -> [RuleEntry.Carrier] {
        func carrier(_ kind: RuleEntry.Carrier.Kind, _ name: String) -> RuleEntry.Carrier {
            RuleEntry.Carrier(kind: kind, place: "\(identity.district)/\(name)")
        }
        let clocks = clocks.filter { $0.rule == rule || $0.settles.contains(rule.rawValue) }
        let ladders = ladders.filter { $0.rungs.contains { $0.rule == rule } }
        let told =
            notifications.filter { $0.rule == rule }.map(\.on) + copies.filter { $0.rule == rule }.map(\.on.rawValue)
        var carriers = clocks.map { carrier(.clock, $0.name.rawValue) }
        carriers += ladders.map { carrier(.ladder, $0.name) }
        carriers += situations.filter { $0.rule == rule }.map { carrier(.situation, $0.kind.rawValue) }
        carriers += told.map { carrier(.notification, $0) }
        return carriers + choices(on: rule.rawValue).map { carrier(.policy, $0.name) }
    }
}
