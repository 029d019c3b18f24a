/// One proposal to hold somebody to account, with its dossier and decision (rules DM-40 to DM-46). UUID text.
public struct AccountabilityID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
