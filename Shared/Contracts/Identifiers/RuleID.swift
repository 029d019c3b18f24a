/// The product's number of a written rule, such as `CZ-54`.
public struct RuleID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
