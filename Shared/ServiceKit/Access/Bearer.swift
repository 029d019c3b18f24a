import HTTP
import Sealing

/// Reads `Authorization: Bearer` (RFC 6750, section 2.1).
public enum Bearer {
    /// - Throws: a 401 problem that says how to authenticate, and nothing of what was sent.
    public static func grant(of request: Request, _ tokens: AccessTokens) throws(Problem) -> AccessGrant {
        let fields = request.headers.all("Authorization")
        guard let field = fields.first else { throw challenge("Bearer", "A bearer token is needed.") }
        let parts = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard fields.count == 1, parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw challenge("Bearer error=\"invalid_request\"", "Authorization must be one bearer token.")
        }
        let known: AccessGrant?
        do { known = try tokens.grant(for: String(parts[1])) } catch { throw Problem(500) }
        guard let known else { throw challenge("Bearer error=\"invalid_token\"", "The token is not valid.") }
        return known
    }

    private static func challenge(_ challenge: String, _ detail: String) -> Problem {
        var problem = Problem(401, detail: detail)
        problem.headers["WWW-Authenticate"] = challenge
        return problem
    }
}
