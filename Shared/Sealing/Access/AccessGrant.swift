import Contracts

/// What the bearer of a token may do, and where.
public struct AccessGrant: Hashable, Codable, Sendable {
    /// A label for the ledger of who did what, for example `unit-desk-changzhou-12`; not a person's name.
    public let name: String
    public let roles: Set<Role>
    /// Where the grant reaches; `everywhere` for every district.
    public let district: DistrictID
    /// The unit that the bearer acts for; always there when the role is `unit`.
    public let unit: UnitID?

    /// Stands for every district; no district can be named so.
    public static let everywhere = DistrictID("*")

    public init(name: String, roles: Set<Role>, district: DistrictID, unit: UnitID? = nil) {
        self.name = name
        self.roles = roles
        self.district = district
        self.unit = unit
    }

    /// Whether the grant reaches this district.
    public func covers(district: DistrictID) -> Bool { self.district == Self.everywhere || self.district == district }
}
