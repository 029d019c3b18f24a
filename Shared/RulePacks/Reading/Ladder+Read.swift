import Contracts
import YAML

extension Ladder {
    static func read(_ field: Field) -> Ladder? {
        field.keys { keys in
            let name = keys.required("name")?.slug()
            let title = keys.required("title").flatMap(Title.read)
            let starts = keys.optional("starts")?.list(Trigger.read) ?? []
            let per = keys.optional("per")?.choice(Clock.Scope.self) ?? .workOrder
            let rungs = keys.required("rungs")?.list(Rung.read) ?? []
            if rungs.isEmpty { keys.problem("has no rung") }
            guard let name, let title else { return nil }
            return Ladder(name: name, title: title, starts: starts, per: per, rungs: rungs)
        }
    }
}

extension Rung {
    static func read(_ field: Field) -> Rung? {
        field.keys { keys in
            let emit = keys.required("emit")?.choice(Act.self)
            let rule = keys.required("rule")?.slug()
            let groundField = keys.optional("ground")
            let isProposal = emit == .supervisionProposed
            let drafterField = isProposal ? keys.required("drafter") : keys.optional("drafter")
            if let emit, !isProposal { drafterField?.problem("is of SupervisionProposed, not of \(emit.rawValue)") }
            if emit == .overdueFiled {
                groundField?.problem("is not of OverdueFiled: the missed deadline is its ground")
            }
            let (ground, drafter) = (groundField?.slug(), drafterField?.choice(Role.self))
            guard let emit, let rule else { return nil }
            return Rung(emit: emit, rule: RuleID(rule), ground: ground, drafter: drafter ?? .operator)
        }
    }
}
