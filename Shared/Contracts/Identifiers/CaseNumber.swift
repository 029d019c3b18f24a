/// What a citizen is told and may write down, such as `CZ200514-000042`; unique within a district.
public struct CaseNumber: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
