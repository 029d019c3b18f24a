import Contracts

/// What the bearer of a token may do, and where.
public struct AccessGrant: Hashable, Codable, Sendable {
    /// The account: a label for the ledger of who did what, for example `unit-desk-changzhou-12` or a staff id; not a person's
    /// name.
    public let name: String
    /// Whether one person alone bears it, so that the account names who decided.
    public let isPerson: Bool
    public let roles: Set<Role>
    /// Where the grant reaches; `everywhere` for every district.
    public let district: DistrictID
    /// The unit that the bearer acts for; always there when the role is `unit`.
    public let unit: UnitID?

    /// Stands for every district; no district can be named so.
    public static let everywhere = DistrictID("*")

    public init(
        name: String, roles: Set<Role>, district: DistrictID, unit: UnitID? = nil, isPerson: Bool = false
    ) {
        self.name = name
        self.isPerson = isPerson
        self.roles = roles
        self.district = district
        self.unit = unit
    }

    /// Files of before say nothing of persons: what is in them is shared.
    public init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        name = try json.decode(String.self, forKey: .name)
        isPerson = try json.decodeIfPresent(Bool.self, forKey: .isPerson) ?? false
        roles = try json.decode(Set<Role>.self, forKey: .roles)
        district = try json.decode(DistrictID.self, forKey: .district)
        unit = try json.decodeIfPresent(UnitID.self, forKey: .unit)
    }

    /// Whether the grant reaches this district.
    public func covers(district: DistrictID) -> Bool { self.district == Self.everywhere || self.district == district }
}
