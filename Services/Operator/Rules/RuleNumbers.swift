import Contracts
import RulePacks
import YAML

/// The rules that a pack's clocks, rungs, situations and lines about who is told come from, held against the register. A number
/// whose prefix the register does
/// not know is a district's own.
struct RuleNumbers {
    private let known: [String]
    private let prefixes: Set<String>

    init(_ register: RuleRegister) {
        known = register.rules.map(\.id.rawValue)
        prefixes = Set(known.map(Self.prefix(of:)))
    }

    /// - Returns: none for what is no YAML: whoever reads it as a pack says so.
    func problems(in source: String, file: String) -> [Problem] {
        guard let root = try? Node.parse(source, file: file) else { return [] }  // reported by the reader of packs
        let report = Report(file: file)
        let pack = Field(root, report: report)
        let rungs = pack.items("ladders").flatMap { $0.items("rungs") }
        let others = ["situations", "notifications", "copies"].flatMap { pack.items($0) }
        for field in pack.items("clocks") + rungs + others { check(field, in: report) }
        return report.problems
    }

    private func check(_ owner: Field, in report: Report) {
        guard let node = owner.node["rule"], case .scalar(let rule, _) = node.content else { return }
        let prefix = Self.prefix(of: rule)
        guard prefixes.contains(prefix), !known.contains(rule) else { return }
        let near = known.filter { $0.hasPrefix(prefix) }.suggestion(for: rule)
        Field(node, path: "\(owner.path).rule", report: report)
            .problem("\"\(rule)\" is not in the register of rules; \(near)")
    }

    /// `CZ-` of `CZ-54`; the whole where it has no hyphen.
    private static func prefix(of rule: String) -> String {
        rule.lastIndex(of: "-").map { String(rule[...$0]) } ?? rule
    }
}

extension Field {
    /// The items below `key`, where there is such a list.
    fileprivate func items(_ key: String) -> [Field] {
        guard case .sequence(let items)? = node[key]?.content else { return [] }
        let place = path.isEmpty ? key : "\(path).\(key)"
        return items.enumerated().map { Field($1, path: "\(place)[\($0)]", report: report) }
    }
}
