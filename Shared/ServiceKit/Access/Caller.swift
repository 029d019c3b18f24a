import Contracts
import HTTP
import Sealing

/// Who makes a request, as far as its token tells.
public struct Caller: Sendable, Hashable {
    public let grant: AccessGrant
    /// Those of the grant's roles that the route allows; never empty.
    public let roles: Set<Role>

    /// For what a named person has to decide (rule X32): a token that several share names nobody.
    ///
    /// - Throws: a 403 problem that says what is needed.
    public func requirePerson() throws(Problem) {
        guard !grant.isPerson else { return }
        let names = roles.map(\.rawValue).sorted().joined(separator: ", ")
        throw Problem(
            403, "A named person decides this",
            detail: "The token is shared. Needed: a person's own token for the role \(names) (hotline tokens issue).")
    }

    /// For what is owned by a unit and not named in the path: whoever acts for a unit alone reaches that unit only.
    ///
    /// - Throws: a 403 problem.
    public func requireReach(of unit: UnitID) throws(Problem) {
        guard mayAct(for: unit) else { throw Problem(403, detail: "The token is for another unit.") }
    }

    /// Whether the caller acts for this unit, or for the whole district.
    public func mayAct(for unit: UnitID) -> Bool { unitScope == nil || unitScope == unit }

    /// The only unit whose matters the caller may see; nil when it may see the district's. It also goes into the
    /// database's row-level security.
    public var unitScope: UnitID? { roles == [.unit] ? grant.unit ?? UnitID("") : nil }
}
