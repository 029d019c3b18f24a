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
    }

    /// The rule that the datum comes from; nil for a district's own wish.
    public let rule: RuleID?
    /// Such as `clocks.sign.within.amount: 1 → 2`.
    public let change: String
    /// The altered pack, whole.
    public let source: String
    public let audience: Audience

    /// Every policy, every datum of every clock and ladder in turn (each limit, start, stop, pause, condition, warning, debtor and
    /// rung), the office hours, every value of the sections that services go by, every line that says who is told of what or gets a
    /// copy, and whatever a person may propose.
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
    private static let sections: [(key: String, rule: String, audience: Audience)] = [
        ("hours", "X16", .clocks), ("extension", "X25", .services), ("rework", "X14", .services),
        ("callback", "X13", .services), ("transfer", "X30", .services), ("dispatch", "X17", .services),
    ]

    /// What is gone takes its default, which may be what stood there: only values are altered, and items of lists go.
    private static func sections(of root: Node) -> [PackMutant] {
        sections.flatMap { key, rule, audience in
            (root[key]?.alterations(at: key) ?? []).filter { !$0.isKeyGone }.map { other in
                PackMutant(
                    rule: RuleID(rule), change: other.change, source: root.setting(key, other.node).yaml,
                    audience: audience)
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

/// One node, altered at one place below it.
private struct Alteration {
    let change: String
    let node: Node
    /// Whether a key of a mapping is missing there.
    var isKeyGone = false
}

extension Node {
    /// What people read and no clock goes by.
    private static let words: Set<String> = ["name", "rule", "clause", "title", "zh", "en", "drafter", "settles"]

    fileprivate func text(_ key: String) -> String? {
        guard case .scalar(let text, _)? = self[key]?.content else { return nil }
        return text
    }

    fileprivate func items(_ key: String) -> [Node] {
        guard case .sequence(let items)? = self[key]?.content else { return [] }
        return items
    }

    fileprivate func setting(_ key: String, _ value: Node) -> Node {
        guard case .mapping(var entries) = content, let at = entries.firstIndex(where: { $0.key == key }) else {
            return self
        }
        entries[at] = Entry(key: key, mark: entries[at].mark, value: value)
        return Node(content: .mapping(entries), mark: mark)
    }

    fileprivate func altered(to other: String, from text: String) -> Alteration {
        Alteration(
            change: ": \(text) → \(other)", node: Node(content: .scalar(text: other, isQuoted: false), mark: mark))
    }

    fileprivate func removing(_ key: String, _ index: Int) -> Node {
        let left = items(key).enumerated().filter { $0.offset != index }.map(\.element)
        return setting(key, Node(content: .sequence(left), mark: mark))
    }

    fileprivate func replacing(_ key: String, _ index: Int, with node: Node) -> Node {
        guard case .mapping(var entries) = content, let at = entries.firstIndex(where: { $0.key == key }) else {
            return self
        }
        var items = items(key)
        items[index] = node
        entries[at] = Entry(
            key: key, mark: entries[at].mark,
            value: Node(content: .sequence(items), mark: entries[at].value.mark))
        return Node(content: .mapping(entries), mark: mark)
    }

    fileprivate func alterations(at path: String) -> [Alteration] {
        switch content {
        case .scalar(let text, let isQuoted):
            return Self.others(than: text).map { other in
                Alteration(
                    change: "\(path): \(text) → \(other)",
                    node: Node(content: .scalar(text: other, isQuoted: isQuoted), mark: mark))
            }
        case .sequence(let items):
            return items.indices.flatMap { index in
                let place = "\(path)[\(index)]"
                let without = items.enumerated().filter { $0.offset != index }.map(\.element)
                let gone = Alteration(
                    change: "\(place): gone", node: Node(content: .sequence(without), mark: mark))
                let altered = items[index].alterations(at: place).map { alteration in
                    var others = items
                    others[index] = alteration.node
                    return Alteration(
                        change: alteration.change, node: Node(content: .sequence(others), mark: mark),
                        isKeyGone: alteration.isKeyGone)
                }
                return [gone] + altered
            }
        case .mapping(let entries):
            return entries.indices.filter { !Self.words.contains(entries[$0].key) }.flatMap { index in
                let entry = entries[index]
                // A pause without its end is no clock: both go together.
                let left = entry.key == "pauses" ? ["pauses", "resumes"] : [entry.key]
                let without = entries.filter { !left.contains($0.key) }
                let gone = Alteration(
                    change: "\(path).\(entry.key): gone", node: Node(content: .mapping(without), mark: mark),
                    isKeyGone: true)
                let altered = entry.value.alterations(at: "\(path).\(entry.key)").map { alteration in
                    var others = entries
                    others[index] = Entry(key: entry.key, mark: entry.mark, value: alteration.node)
                    return Alteration(
                        change: alteration.change, node: Node(content: .mapping(others), mark: mark),
                        isKeyGone: alteration.isKeyGone)
                }
                return [gone] + altered
            }
        }
    }

    /// Numbers by one, yes and no, and names that may stand where another stands.
    private static func others(than text: String) -> [String] {
        if let number = Int(text) { return [String(number + 1)] }
        if text.utf8.count == 5, text.dropFirst(2).first == ":" { return ["10:30"] }
        if text.firstMatch(of: /^\d\d:\d\d-\d\d:30$/) != nil { return [text.prefix(9) + "00"] }
        if text.firstMatch(of: /^\d\d:\d\d-12:00$/) != nil { return [text.prefix(6) + "11:30"] }
        if FactKind(rawValue: text) != nil { return standIns.filter { $0 != text } }
        switch text {
        case "leaveCutoff", "dailyCutoff", "itself": return ["10:30"]
        case "months", "calendarDays": return ["workingDays"]
        case "true": return ["false"]
        case "false": return ["true"]
        case "warning": return ["none"]
        case "workingDays": return ["workingHours"]
        case "workingHours", "sameDay", "promptly": return ["workingDays"]
        case "unit", "owing", "lead", "station", "citizen": return ["operator"]
        case "supervisor", "discipline": return ["station"]
        case "operator", "platform": return ["unit"]
        case "email": return ["log"]
        case "text", "webhook": return ["email"]
        case "referral": return ["accountability"]
        case "accountability": return ["referral"]
        case "keepOwner": return ["transfer"]
        case "transfer": return ["keepOwner"]
        case "coordination": return ["feedback"]
        case "atOnce": return ["whenBroadcastCloses"]
        case "whenBroadcastCloses": return ["atOnce"]
        default: return []
        }
    }

    /// Of each kind of run one event that hardly a clock of the deployed packs hears: where it may stand, the reader takes it.
    private static let standIns: [String] = [
        FactKind.assistantJoined, .leaveDecided, .callbackScheduled, .supervisionConcluded,
    ].map(\.rawValue)
}
