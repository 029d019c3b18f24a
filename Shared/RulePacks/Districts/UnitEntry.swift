import Contracts

/// A unit of a district's registry. Its id never changes; its name does (rule X19).
public struct UnitEntry: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case bureau, institution, town, district, enterprise
        /// A body of the central, provincial or municipal government stationed in the district.
        case stationed
    }

    public var id: UnitID
    public var name: String
    public var aliases: [String]
    public var kind: Kind
    /// The role mailbox of its liaison; persons are entered by the district itself.
    public var mailbox: String
    public var validFrom: CivilDay?
    public var validTo: CivilDay?

    public init(
        id: UnitID, name: String, aliases: [String] = [], kind: Kind, mailbox: String, validFrom: CivilDay? = nil,
        validTo: CivilDay? = nil
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.kind = kind
        self.mailbox = mailbox
        self.validFrom = validFrom
        self.validTo = validTo
    }
}
