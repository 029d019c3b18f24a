import Contracts
import YAML

/// Every rule of the founding documents, numbered.
public struct RuleRegister: Sendable {
    public let rules: [RuleEntry]

    /// - Throws: every problem of the file, each with its line; the file is refused as a whole.
    public init(source: String, file: String) throws(PackErrors) {
        let root: Node
        do { root = try Node.parse(source, file: file) } catch { throw PackErrors(error) }
        let report = Report(file: file)
        let entries: [(rule: RuleEntry, field: Field)] =
            Field(root, report: report).keys { keys in
                keys.required("rules")?.list { field in RuleEntry.read(field).map { ($0, field) } }
            } ?? []
        var ids: Set<RuleID> = []
        for (rule, field) in entries where !ids.insert(rule.id).inserted {
            field.problem("the rule \(rule.id) comes twice")
        }
        guard report.problems.isEmpty else { throw PackErrors(report.problems) }
        rules = entries.map(\.rule)
    }
}

extension RuleEntry {
    static func read(_ field: Field) -> RuleEntry? {
        field.keys { keys in
            let id = keys.required("id")?.slug(upperCase: true)
            let clause = keys.required("clause")?.text()
            let owners = keys.required("owners")?.list { $0.choice(Owner.self) } ?? []
            let says = keys.required("says")?.text()
            let carriers = keys.optional("carriers")?.list(Carrier.read) ?? []
            let open = keys.optional("open")?.text()
            if owners.isEmpty { keys.problem("has no owner") }
            guard let id, let clause, let says else { return nil }
            return RuleEntry(
                id: RuleID(id), clause: clause, owners: owners, says: says, carriers: carriers, open: open)
        }
    }
}

extension RuleEntry.Carrier {
    static func read(_ field: Field) -> RuleEntry.Carrier? {
        field.keys { keys in
            let kind = keys.required("kind")?.choice(Kind.self)
            let place = keys.required("in")?.text()
            guard let kind, let place else { return nil }
            return RuleEntry.Carrier(kind: kind, place: place)
        }
    }
}
