import Contracts
import YAML

/// A rule pack with one datum altered, to show that a test would notice.
public struct PackMutant: Sendable {
    /// The rule that the datum comes from.
    public let rule: RuleID
    /// Such as `clocks.sign.within.amount: 1 → 2`.
    public let change: String
    /// The altered pack, whole.
    public let source: String

    /// Every policy that clocks go by, and every datum of every clock and ladder in turn: each limit, start, stop, pause, condition, warning, debtor and rung.
    /// What the reader of packs refuses is left out: nobody can adopt it.
    public static func all(of source: String, file: String) throws -> [PackMutant] {
        let root = try Node.parse(source, file: file)
        return policies(of: root, file: file) + parts(of: root, file: file)
    }

    /// Each policy that clocks go by takes each of its other values.
    private static func policies(of root: Node, file: String) -> [PackMutant] {
        PolicyKey.allCases.filter(\.isOfClocks).flatMap { key -> [PackMutant] in
            guard let policies = root["policies"], let text = policies.text(key.rawValue) else { return [] }
            let others: [String] =
                switch key.domain {
                case .choice(let names): names.filter { $0 != text }
                case .number: Int(text).map { [String($0 + 1)] } ?? []
                case .texts: []
                }
            return others.map { other in
                PackMutant(
                    rule: RuleID(key.contradiction), change: "policies.\(key.rawValue): \(text) → \(other)",
                    source: root.setting("policies", policies.setting(key.rawValue, to: other)).yaml)
            }
        }
    }

    private static func parts(of root: Node, file: String) -> [PackMutant] {
        ["clocks", "ladders"].flatMap { key in
            root.items(key).enumerated().flatMap { index, item in
                item.alterations(at: "\(key).\(item.text("name") ?? "\(index)")").compactMap { alteration in
                    let changed = root.replacing(key, index, with: alteration.node)
                    let text = changed.yaml
                    guard (try? RulePack(source: text, file: file)) != nil else { return nil }  // refused: no mutant
                    let rule = alteration.node.text("rule") ?? alteration.node.items("rungs").first?.text("rule")
                    return PackMutant(rule: RuleID(rule ?? ""), change: alteration.change, source: text)
                }
            }
        }
    }
}

/// One node, altered at one place below it.
private struct Alteration {
    let change: String
    let node: Node
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

    fileprivate func setting(_ key: String, to text: String) -> Node {
        setting(key, Node(content: .scalar(text: text, isQuoted: false), mark: mark))
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
                        change: alteration.change, node: Node(content: .sequence(others), mark: mark))
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
                    change: "\(path).\(entry.key): gone", node: Node(content: .mapping(without), mark: mark))
                let altered = entry.value.alterations(at: "\(path).\(entry.key)").map { alteration in
                    var others = entries
                    others[index] = Entry(key: entry.key, mark: entry.mark, value: alteration.node)
                    return Alteration(change: alteration.change, node: Node(content: .mapping(others), mark: mark))
                }
                return [gone] + altered
            }
        }
    }

    /// Numbers by one, yes and no, and names that may stand where another stands.
    private static func others(than text: String) -> [String] {
        if let number = Int(text) { return [String(number + 1)] }
        if text.utf8.count == 5, text.dropFirst(2).first == ":" { return ["10:30"] }
        switch text {
        case "leaveCutoff", "dailyCutoff", "itself": return ["10:30"]
        case "months", "calendarDays": return ["workingDays"]
        case "true": return ["false"]
        case "false": return ["true"]
        case "workingDays": return ["workingHours"]
        case "workingHours", "sameDay", "promptly": return ["workingDays"]
        case "unit": return ["operator"]
        case "operator", "platform": return ["unit"]
        default: return []
        }
    }
}
