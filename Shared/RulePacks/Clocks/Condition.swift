/// What one attribute must be. What is not known fulfils no condition but a negative one.
public struct Condition: Hashable, Sendable {
    public var attribute: FactAttribute
    public var values: [AttributeValue]
    /// True where the attribute must be none of the values.
    public var isNegated: Bool

    public init(_ attribute: FactAttribute, _ values: [AttributeValue], isNegated: Bool = false) {
        self.attribute = attribute
        self.values = values
        self.isNegated = isNegated
    }

    public func holds(for value: AttributeValue?) -> Bool {
        guard let value else { return isNegated }
        return values.contains(value) != isNegated
    }
}
