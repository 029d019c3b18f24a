import Contracts
import Sealing

/// Who makes a request of a test.
public enum Who: Hashable, Sendable {
    /// Without a token.
    case citizen
    case `operator`, programme, supervisor, discipline, operations, integration
    case unit(String)
    /// A person of their own account, `supervisor-1` and so on; whoever acts for a unit acts for `xinbei`.
    case person(Role)
    /// An operator of the district `elsewhere`.
    case otherDistrict
    /// With a role in the district `elsewhere`; a unit is `xinbei` there.
    case elsewhere(Role)
    /// With a token that nobody has issued.
    case stranger
}

/// A token for each.
struct TokenWallet: Sendable {
    let tokens: AccessTokens
    private var texts: [Who: String] = [:]

    /// Units of both founding districts that tests act for.
    private static let units = [
        "xinbei", "water-supply", "urban-management", "housing-construction", "transport", "jingan-town",
        "education", "baijiao-town", "housing", "unit-a", "unit-b", "unit-c",
    ]

    init() throws {
        var grants: [(AccessToken, AccessGrant)] = []
        func add(_ who: Who, _ grant: AccessGrant) throws -> (Who, String) {
            let token = try AccessToken.random()
            grants.append((token, grant))
            return (who, token.text)
        }
        let everywhere: [(Who, Role)] = [
            (.operator, .operator), (.programme, .programme), (.supervisor, .supervisor), (.discipline, .discipline),
            (.operations, .operations), (.integration, .integration),
        ]
        var pairs = try everywhere.map { who, role in
            try add(who, AccessGrant(name: role.rawValue, roles: [role], district: AccessGrant.everywhere))
        }
        pairs += try Role.allCases.map { role in
            try add(
                .person(role),
                AccessGrant(
                    name: "\(role.rawValue)-1", roles: [role], district: AccessGrant.everywhere,
                    unit: role == .unit ? UnitID("xinbei") : nil, isPerson: true))
        }
        pairs += try Self.units.map { unit in
            try add(
                .unit(unit),
                AccessGrant(name: unit, roles: [.unit], district: AccessGrant.everywhere, unit: UnitID(unit)))
        }
        pairs.append(
            try add(
                .otherDistrict,
                AccessGrant(name: "elsewhere", roles: [.operator], district: DistrictID("elsewhere"))))
        pairs += try Role.allCases.map { role in
            try add(
                .elsewhere(role),
                AccessGrant(
                    name: "elsewhere-\(role.rawValue)", roles: [role], district: DistrictID("elsewhere"),
                    unit: role == .unit ? UnitID("xinbei") : nil))
        }
        texts = Dictionary(uniqueKeysWithValues: pairs)
        texts[.stranger] = "hotline_" + String(repeating: "0", count: 64)
        tokens = try AccessTokens(grants)
    }

    /// - Returns: nil for a citizen.
    func token(of who: Who) -> String? { texts[who] }
}
