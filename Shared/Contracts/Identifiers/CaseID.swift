/// One citizen's matter from registration to its end, whatever becomes of its work orders. UUID text, lower case.
public struct CaseID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
