import Contracts
import HTTP
import Sealing
import ServiceKit

/// The two routes that are open to all: registration and status. Without a token it is a citizen who comes, and not
/// too often; with one it must be a member of staff.
struct Door: Sendable {
    let tokens: AccessTokens
    let registrations: PeerLimit
    let guesses: GuessLimiter

    func registrant(_ request: Request, in district: DistrictID) throws -> Registrant {
        if request.headers["Authorization"] == nil {
            try registrations.take(for: request.peer)
            return .citizen
        }
        try admit([.operator], request, to: district)
        return .operator
    }

    /// - Returns: false for a citizen, who needs the claim code.
    func isStaff(_ request: Request, in district: DistrictID) throws -> Bool {
        if request.headers["Authorization"] == nil { return false }
        try admit([.operator, .supervisor], request, to: district)
        return true
    }

    /// - Returns: false for a citizen and for other staff.
    func isOperator(_ request: Request, in district: DistrictID) throws -> Bool {
        guard request.headers["Authorization"] != nil else { return false }
        let grant = try Bearer.grant(of: request, tokens)
        return grant.roles.contains(.operator) && grant.covers(district: district)
    }

    private func admit(_ roles: Set<Role>, _ request: Request, to district: DistrictID) throws {
        let grant = try Bearer.grant(of: request, tokens)
        guard !grant.roles.isDisjoint(with: roles), grant.covers(district: district) else {
            throw Problem(403, detail: "The token does not reach this.")
        }
    }
}
