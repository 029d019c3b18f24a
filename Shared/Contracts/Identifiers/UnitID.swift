/// A government unit, enterprise or institution. Never its name, which changes (rule X19).
public struct UnitID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
