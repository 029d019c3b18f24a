import Contracts
import YAML

/// A rule pack with one datum altered, to show that a test would notice.
public struct PackMutant: Sendable {
    /// Whose tests have to notice.
    public enum Audience: String, Sendable {
        /// The clock engine's.
        case clocks
        /// Those of the services that go by it.
        case services
        /// Those of the notifier.
        case notices
        /// Those of the routes by which a person proposes.
        case proposals
        /// Those that read a season.
        case seasons
    }

    /// The rule that the datum comes from; nil for a district's own wish.
    public let rule: RuleID?
    /// Such as `clocks.sign.within.amount: 1 → 2`.
    public let change: String
    /// The altered pack, whole.
    public let source: String
    public let audience: Audience

    /// Every policy, every datum of every clock and ladder in turn (each limit, start, stop, pause, condition, warning, debtor and
    /// rung), the office hours, years without a calendar, when a show is on, with whom, and when it is previewed, every value of the other sections that
    /// services go by, every mailbox, every line that says who is told of what or gets a copy, and whatever a person may propose.
    ///
    /// Left out is what the reader of packs refuses, for nobody can adopt it, and what only the programme's own work goes by.
    public static func all(of source: String, file: String) throws -> [PackMutant] {
        let root = try Node.parse(source, file: file)
        let altered = policies(of: root) + parts(of: root) + sections(of: root) + lines(of: root)
        let adoptable = altered.filter { mutant in
            (try? RulePack(source: mutant.source, file: file)) != nil  // refused: no mutant
        }
        return firstOfEachEvent(adoptable)
    }

    /// One stand-in is enough for an event: the first that the reader takes there.
    private static func firstOfEachEvent(_ mutants: [PackMutant]) -> [PackMutant] {
        var seen: Set<Substring> = []
        return mutants.filter { mutant in
            guard let place = mutant.change.firstRange(of: ".on: ") else { return true }
            return seen.insert(mutant.change[..<place.upperBound]).inserted
        }
    }

    /// Each policy takes each of its other values; of a list, each item goes.
    private static func policies(of root: Node) -> [PackMutant] {
        PolicyKey.allCases.filter { !$0.isOfProgramme }.flatMap { key -> [PackMutant] in
            guard let policies = root["policies"], let node = policies[key.rawValue] else { return [] }
            let text = policies.text(key.rawValue) ?? ""
            let others: [Alteration] =
                switch key.domain {
                case .choice(let names): names.filter { $0 != text }.map { node.altered(to: $0, from: text) }
                case .number: Int(text).map { [node.altered(to: String($0 + 1), from: text)] } ?? []
                case .code: [node.altered(to: "another", from: text)]
                case .texts: node.alterations(at: "")
                }
            return others.map { other in
                PackMutant(
                    rule: RuleID(key.contradiction), change: "policies.\(key.rawValue)\(other.change)",
                    source: root.setting("policies", policies.setting(key.rawValue, other.node)).yaml,
                    audience: key.isOfClocks ? .clocks : .services)
            }
        }
    }

    /// Sections of the pack beside the clocks, each with the contradiction that it settles.
    private static let sections: [(path: [String], rule: String?, audience: Audience)] = [
        (["hours"], "X16", .clocks), (["calendar"], nil, .clocks), (["mailboxes"], nil, .notices),
        (["programme", "preview"], "DM-14", .services), (["programme", "slots"], nil, .seasons),
        (["programme", "cadence"], nil, .seasons), (["programme", "guests"], nil, .seasons),
        (["programme", "arrival"], nil, .seasons), (["programme", "hosts"], nil, .seasons),
        (["extension"], "X25", .services), (["rework"], "X14", .services), (["callback"], "X13", .services),
        (["transfer"], "X30", .services), (["dispatch"], "X17", .services),
    ]

    /// What is gone takes its default, which may be what stood there: only values are altered, and items of lists go.
    private static func sections(of root: Node) -> [PackMutant] {
        sections.flatMap { path, rule, audience in
            let node = path.reduce(root) { $0?[$1] }
            return (node?.alterations(at: path.joined(separator: ".")) ?? []).filter { !$0.isKeyGone }.map { other in
                PackMutant(
                    rule: rule.map { RuleID($0) }, change: other.change,
                    source: root.setting(path[...], other.node).yaml, audience: audience)
            }
        }
    }

    /// Lists of whole lines: each goes, and each of its values takes another.
    private static let lists: [(key: String, audience: Audience)] = [
        ("notifications", .notices), ("copies", .notices), ("situations", .proposals),
    ]

    /// What a line is about is altered by the line's going.
    private static func lines(of root: Node) -> [PackMutant] {
        lists.flatMap { key, audience in
            root.items(key).enumerated().flatMap { index, item in
                let name = "\(key).\(item.text("on") ?? item.text("rule") ?? "\(index)")"
                let rule = item.text("rule").map { RuleID($0) }
                let altered = item.alterations(at: name).filter { !$0.isKeyGone }.map { other in
                    PackMutant(
                        rule: rule, change: other.change,
                        source: root.replacing(key, index, with: other.node).yaml, audience: audience)
                }
                let gone = PackMutant(
                    rule: rule, change: "\(name): gone", source: root.removing(key, index).yaml, audience: audience)
                return [gone] + altered
            }
        }
    }

    private static func parts(of root: Node) -> [PackMutant] {
        ["clocks", "ladders"].flatMap { key in
            root.items(key).enumerated().flatMap { index, item in
                item.alterations(at: "\(key).\(item.text("name") ?? "\(index)")").map { alteration in
                    let rule = alteration.node.text("rule") ?? alteration.node.items("rungs").first?.text("rule")
                    return PackMutant(
                        rule: rule.map { RuleID($0) }, change: alteration.change,
                        source: root.replacing(key, index, with: alteration.node).yaml,
                        // Intake goes by it, and no clock.
                        audience: alteration.change.contains(".hardStop") ? .services : .clocks)
                }
            }
        }
    }
}
