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
            let ground = keys.optional("ground")?.slug()
            let drafter = keys.required("drafter")?.choice(Role.self)
            guard let emit, let rule, let drafter else { return nil }
            return Rung(emit: emit, rule: RuleID(rule), ground: ground, drafter: drafter)
        }
    }
}
