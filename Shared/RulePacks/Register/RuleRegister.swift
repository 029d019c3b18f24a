import Contracts
import YAML

/// Every rule of the founding documents, numbered, and where these contradict themselves or are silent.
public struct RuleRegister: Sendable {
    public let rules: [RuleEntry]
    /// `X01` and so on, each with what holds where a pack does not say otherwise.
    public let contradictions: [RuleEntry]

    /// - Throws: every problem of the file, each with its line; the file is refused as a whole.
    public init(source: String, file: String) throws(PackErrors) {
        let root: Node
        do { root = try Node.parse(source, file: file) } catch { throw PackErrors(error) }
        let report = Report(file: file)
        let lists = Field(root, report: report).keys { keys in
            (Self.entries(keys.required("rules")), Self.entries(keys.optional("contradictions")))
        }
        let (rules, contradictions) = lists ?? ([], [])
        var ids: Set<RuleID> = []
        for (rule, field) in rules + contradictions where !ids.insert(rule.id).inserted {
            field.problem("the rule \(rule.id) comes twice")
        }
        guard report.problems.isEmpty else { throw PackErrors(report.problems) }
        self.rules = rules.map(\.rule)
        self.contradictions = contradictions.map(\.rule)
    }

    private static func entries(_ field: Field?) -> [(rule: RuleEntry, field: Field)] {
        field?.list { field in RuleEntry.read(field).map { ($0, field) } } ?? []
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
