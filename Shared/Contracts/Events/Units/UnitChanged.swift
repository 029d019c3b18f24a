/// A unit was entered or altered in a district's registry.
public struct UnitChanged: Event {
    public static let type = "hotline.UnitChanged"
    public static let topic = Topic.units

    public let unit: UnitID
    /// Its name at present, as the government writes it.
    public let name: String
    /// Other names it is or was known by (rule X19).
    public let aliases: [String]
    /// The first day of its existence; nil where that is not known.
    public let validFrom: CivilDay?
    /// The last day of its existence; nil while it exists.
    public let validTo: CivilDay?
    /// The liaison's name and addresses (JSON), sealed.
    public let liaison: SealedText?

    public var subject: String { "unit/\(unit)" }

    public init(
        unit: UnitID, name: String, aliases: [String] = [], validFrom: CivilDay? = nil, validTo: CivilDay? = nil,
        liaison: SealedText? = nil
    ) {
        self.unit = unit
        self.name = name
        self.aliases = aliases
        self.validFrom = validFrom
        self.validTo = validTo
        self.liaison = liaison
    }
}
