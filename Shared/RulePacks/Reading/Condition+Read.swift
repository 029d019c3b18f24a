import Contracts
import YAML

extension [Condition] {
    /// `{category: [a, b], isLead: true, reason: {not: x}}`; `kind` nil: only what is known of the case.
    static func read(_ field: Field, of kind: FactKind?) -> [Condition] {
        let allowed = kind.map { $0.attributes.union(FactAttribute.ofCase) } ?? FactAttribute.ofCase
        return field.entries().compactMap { name, field in
            guard let attribute = FactAttribute(rawValue: name), allowed.contains(attribute) else {
                let names = allowed.map(\.rawValue).sorted()
                field.problem("is not known of \(kind?.rawValue ?? "a case"); \(names.suggestion(for: name))")
                return nil
            }
            return Condition.read(field, attribute: attribute)
        }
    }
}

extension Condition {
    fileprivate static func read(_ field: Field, attribute: FactAttribute) -> Condition? {
        if field.isMapping {
            let values: [AttributeValue]? = field.keys { keys in
                keys.required("not").map { readValues($0, attribute: attribute) }
            }
            return values.map { Condition(attribute, $0, isNegated: true) }
        }
        return Condition(attribute, readValues(field, attribute: attribute))
    }

    private static func readValues(_ field: Field, attribute: FactAttribute) -> [AttributeValue] {
        guard field.isSequence else { return AttributeValue.read(field, attribute.domain).map { [$0] } ?? [] }
        let values = field.list { AttributeValue.read($0, attribute.domain) }
        if values.isEmpty { field.problem("names no value") }
        return values
    }
}

extension AttributeValue {
    static func read(_ field: Field, _ domain: FactAttribute.Domain) -> AttributeValue? {
        switch domain {
        case .flag: return field.flag().map(AttributeValue.flag)
        case .number: return field.number(in: 0...1_000_000).map(AttributeValue.number)
        case .code: return field.text().map(AttributeValue.text)
        case .instant:
            field.problem("an instant cannot be compared")
            return nil
        case .choice(let names):
            guard let text = field.text() else { return nil }
            guard names.contains(text) else {
                field.problem("\"\(text)\" is not known; \(names.suggestion(for: text))")
                return nil
            }
            return .text(text)
        }
    }
}
