import Contracts
import RulePacks
import Sealing

/// A token for everyone who acts in a simulation; kept in memory only.
struct SimulatedTokens: Sendable {
    let accepted: AccessTokens
    private let texts: [Act.Person: String]

    init(of districts: [District]) throws {
        var grants: [(Act.Person, AccessToken, AccessGrant)] = []
        let roles: [(Act.Person, Sealing.Role)] = [
            (.operator, .operator), (.programme, .programme), (.supervisor, .supervisor),
        ]
        for (person, role) in roles {
            // What is proposed for accountability a person decides, not an office.
            let isPerson = person == .supervisor
            let name = isPerson ? "\(role.rawValue)-1" : role.rawValue
            let grant = AccessGrant(name: name, roles: [role], district: AccessGrant.everywhere, isPerson: isPerson)
            grants.append((person, try .random(), grant))
        }
        for district in districts {
            for unit in district.units.units {
                let grant = AccessGrant(
                    name: unit.id.rawValue, roles: [.unit], district: district.id, unit: unit.id)
                grants.append((.unit(district.id, unit.id), try .random(), grant))
            }
        }
        accepted = try AccessTokens(grants.map { ($0.1, $0.2) })
        texts = Dictionary(uniqueKeysWithValues: grants.map { ($0.0, $0.1.text) })
    }

    /// - Returns: nil for a citizen.
    func token(of person: Act.Person) -> String? { texts[person] }
}
