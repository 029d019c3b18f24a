/// One clue for discipline and supervision, with its dossier and decision (rules CZ-21, CZ-53). UUID text.
public struct ReferralID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
