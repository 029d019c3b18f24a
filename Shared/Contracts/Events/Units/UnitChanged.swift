/// A unit was entered or altered in a district's registry.
public struct UnitChanged: Event {
    public static let type = "hotline.UnitChanged"
    public static let topic = Topic.units

    public let unit: UnitID
    public let name: String
    /// Other names it is or was known by (rule X19).
    public let aliases: [String]
    public let validFrom: CivilDay?
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
