import Contracts
import YAML

extension Situation {
    static func read(_ field: Field) -> Situation? {
        field.keys { keys in
            let rule = keys.required("rule")?.slug()
            let kind = keys.required("kind")?.choice(Kind.self)
            let title = keys.required("title").flatMap(Title.read)
            guard let rule, let kind, let title else { return nil }
            return Situation(rule: RuleID(rule), kind: kind, title: title)
        }
    }
}
