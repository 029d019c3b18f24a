import HTTP
import ServiceKit

/// So many requests from one address, or from one /64 of IPv6, filled up again at a steady rate.
struct PeerLimit: Sendable {
    private let buckets: TokenBuckets?

    /// - Parameter perMinute: 0 for no limit.
    init(burst: Int, perMinute: Int) {
        buckets = Self.allowance(burst, perMinute).map { TokenBuckets($0) }
    }

    init(burst: Int, perMinute: Int, elapsed: @escaping @Sendable () -> Duration) {
        buckets = Self.allowance(burst, perMinute).map { TokenBuckets($0, elapsed: elapsed) }
    }

    private static func allowance(_ burst: Int, _ perMinute: Int) -> TokenBuckets.Allowance? {
        guard perMinute > 0 else { return nil }
        return TokenBuckets.Allowance(burst: burst, refill: .seconds(60) / perMinute)
    }

    /// - Throws: `Problem` 429 with `Retry-After`.
    func take(for peer: String) throws(Problem) {
        guard let wait = buckets?.take(for: GuessLimiter.network(of: peer)) else { return }
        var problem = Problem(429, "Too many requests", detail: "Please try again a little later.")
        problem.headers["Retry-After"] = "\(wait.components.seconds + 1)"
        throw problem
    }
}
