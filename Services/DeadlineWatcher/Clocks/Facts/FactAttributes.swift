import RulePacks

/// What one fact says: a handful of attributes, so a list is faster than a table.
public struct FactAttributes: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    var pairs: [Pair] = []

    struct Pair: Hashable, Sendable {
        let attribute: FactAttribute
        let value: AttributeValue
    }

    public init() {}

    public init(dictionaryLiteral elements: (FactAttribute, AttributeValue)...) {
        for (attribute, value) in elements { self[attribute] = value }
    }

    public subscript(attribute: FactAttribute) -> AttributeValue? {
        get {
            for pair in pairs where pair.attribute == attribute { return pair.value }
            return nil
        }
        set {
            pairs.removeAll { $0.attribute == attribute }
            if let newValue { pairs.append(Pair(attribute: attribute, value: newValue)) }
        }
    }

    public mutating func set(_ attribute: FactAttribute, _ code: (some RawRepresentable<String>)?) {
        if let code { pairs.append(Pair(attribute: attribute, value: .text(code.rawValue))) }
    }

    public mutating func set(_ attribute: FactAttribute, _ code: String) {
        pairs.append(Pair(attribute: attribute, value: .text(code)))
    }

    public mutating func set(_ attribute: FactAttribute, _ flag: Bool?) {
        if let flag { pairs.append(Pair(attribute: attribute, value: .flag(flag))) }
    }

    public mutating func set(_ attribute: FactAttribute, _ number: Int) {
        pairs.append(Pair(attribute: attribute, value: .number(number)))
    }
}
