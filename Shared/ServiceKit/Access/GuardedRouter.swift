import Contracts
import HTTP
import Sealing

/// A router whose routes cannot be registered without saying who may use them.
///
/// The district and the unit of a path are the parameters `:district` and `:unit`; a token must reach both. What
/// is refused: no token or an unknown one 401, a token without the role, the district or the unit 403, as
/// RFC 9457 problems. A route of an unknown path is refused by the router as always (404).
public struct GuardedRouter: Sendable {
    public typealias Handler = @Sendable (Request, Parameters, Caller) async throws -> Response

    /// A route and who may use it, for documents and for the test of the role matrix.
    public struct Rule: Sendable, Hashable {
        public let method: Method
        public let pattern: String
        public let access: Access
    }

    public private(set) var rules: [Rule] = []
    public private(set) var router: Router
    private let tokens: AccessTokens
    private let refusals: Labelled<Counter>

    public init(_ router: Router, tokens: AccessTokens, metrics: Metrics) {
        self.router = router
        self.tokens = tokens
        refusals = metrics.counters("hotline_refusals_total", "Requests refused by status.", labels: ["status"])
    }

    /// A route for whoever has one of the roles.
    public mutating func on(
        _ method: Method, _ pattern: String, allow roles: Role..., handle: @escaping Handler
    ) {
        let allowed = Set(roles)
        rules.append(Rule(method: method, pattern: pattern, access: .roles(allowed)))
        let (tokens, refusals) = (tokens, refusals)
        router.on(method, pattern) { request, parameters in
            let caller: Caller
            do throws(Problem) {
                caller = try Self.caller(of: request, parameters, allowed, tokens)
            } catch {
                refusals["\(error.status)"].add()
                throw error
            }
            return try await Answering.telling { try await handle(request, parameters, caller) }
        }
    }

    /// A route for everyone. To be used for what a citizen may do, and by name, so that a review finds it.
    public mutating func onOpenToAll(_ method: Method, _ pattern: String, handle: @escaping Router.Handler) {
        rules.append(Rule(method: method, pattern: pattern, access: .open))
        router.on(method, pattern) { request, parameters in
            try await Answering.telling { try await handle(request, parameters) }
        }
    }

    private static func caller(
        of request: Request, _ parameters: Parameters, _ allowed: Set<Role>, _ tokens: AccessTokens
    ) throws(Problem) -> Caller {
        let grant = try Bearer.grant(of: request, tokens)
        let caller = Caller(grant: grant, roles: grant.roles.intersection(allowed))
        guard !caller.roles.isEmpty else { throw Problem(403, detail: "The token has none of the roles for this.") }
        if let district = parameters["district"], !grant.covers(district: DistrictID(district)) {
            throw Problem(403, detail: "The token is for another district.")
        }
        if let unit = parameters["unit"] { try caller.requireReach(of: UnitID(unit)) }
        return caller
    }
}
