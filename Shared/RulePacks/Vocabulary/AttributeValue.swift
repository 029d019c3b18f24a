import Contracts

/// What a fact says of one attribute.
public enum AttributeValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case instant(Instant)
}
