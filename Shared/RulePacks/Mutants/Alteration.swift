import Contracts
import YAML

/// One node, altered at one place below it.
struct Alteration {
    let change: String
    let node: Node
    /// Whether a key of a mapping is missing there.
    var isKeyGone = false
}

extension Node {
    /// What people read and no clock goes by.
    private static let words: Set<String> = ["name", "rule", "clause", "title", "zh", "en", "settles", "isPolicy"]

    func text(_ key: String) -> String? {
        guard case .scalar(let text, _)? = self[key]?.content else { return nil }
        return text
    }

    func items(_ key: String) -> [Node] {
        guard case .sequence(let items)? = self[key]?.content else { return [] }
        return items
    }

    func setting(_ key: String, _ value: Node) -> Node {
        guard case .mapping(var entries) = content, let at = entries.firstIndex(where: { $0.key == key }) else {
            return self
        }
        entries[at] = Entry(key: key, mark: entries[at].mark, value: value)
        return Node(content: .mapping(entries), mark: mark)
    }

    /// - Parameter path: of keys, not empty.
    func setting(_ path: ArraySlice<String>, _ value: Node) -> Node {
        guard let key = path.first, let below = self[key], path.count > 1 else {
            return setting(path.first ?? "", value)
        }
        return setting(key, below.setting(path.dropFirst(), value))
    }

    func altered(to other: String, from text: String) -> Alteration {
        Alteration(
            change: ": \(text) → \(other)", node: Node(content: .scalar(text: other, isQuoted: false), mark: mark))
    }

    func removing(_ key: String, _ index: Int) -> Node {
        let left = items(key).enumerated().filter { $0.offset != index }.map(\.element)
        return setting(key, Node(content: .sequence(left), mark: mark))
    }

    func replacing(_ key: String, _ index: Int, with node: Node) -> Node {
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

    func alterations(at path: String) -> [Alteration] {
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
                let unmissed = entry.key == "miss" ? entry.value.missAlterations(at: path) : []
                let altered = (unmissed + entry.value.alterations(at: "\(path).\(entry.key)")).map { alteration in
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

    /// Of what a missed deadline sets off: nothing where a ladder is climbed, a reminder in place of a miss.
    private func missAlterations(at path: String) -> [Alteration] {
        let other: String
        switch content {
        case .mapping: other = "none"
        case .scalar("none", _): other = "warning"
        default: return []
        }
        return [
            Alteration(
                change: "\(path).miss → \(other)",
                node: Node(content: .scalar(text: other, isQuoted: false), mark: mark))
        ]
    }

    /// Numbers by one, yes and no, and names that may stand where another stands.
    private static func others(than text: String) -> [String] {
        if let number = Int(text) { return [String(number + 1)] }
        if text.utf8.count == 5, text.dropFirst(2).first == ":" { return ["10:30"] }
        if text.firstMatch(of: /^\d\d:\d\d-\d\d:30$/) != nil { return [text.prefix(9) + "00"] }
        if text.firstMatch(of: /^\d\d:\d\d-12:00$/) != nil { return [text.prefix(6) + "11:30"] }
        if FactKind(rawValue: text) != nil { return standIns.filter { $0 != text } }
        if CivilDay(text) != nil { return ["2010-01-01"] }
        if text.contains("@") { return ["another@example.invalid"] }
        switch text {
        case "mondayToFriday": return ["refuse"]
        case "tuesday", "thursday": return ["friday"]
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
