import HTTP
import Synchronization

/// So many requests from one address, filled up again at a steady rate (token bucket, on elapsed time).
///
/// Bounded in memory: when too many addresses are known, those with a full bucket, who are owed nothing, are forgotten;
/// if that does not help, all are.
final class PeerLimit: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    private static let mostPeers = 100_000

    private let burst: Double
    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameter perMinute: 0 for no limit.
    init(burst: Int, perMinute: Int) {
        self.burst = Double(burst)
        perSecond = Double(perMinute) / 60
    }

    /// - Throws: `Problem` 429 with `Retry-After`.
    func take(for peer: String, at now: ContinuousClock.Instant = .now) throws(Problem) {
        guard perSecond > 0 else { return }
        let left = buckets.withLock { buckets -> Double in
            if buckets.count >= Self.mostPeers, buckets[peer] == nil { forget(&buckets, at: now) }
            let tokens = buckets[peer].map { filled($0, at: now) } ?? burst
            buckets[peer] = Bucket(tokens: tokens >= 1 ? tokens - 1 : tokens, at: now)
            return tokens
        }
        guard left < 1 else { return }
        var problem = Problem(429, "Too many requests", detail: "Please try again a little later.")
        problem.headers["Retry-After"] = String(Int((1 - left) / perSecond) + 1)
        throw problem
    }

    private func filled(_ bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
        let passed = (now - bucket.at) / .seconds(1)
        return min(burst, bucket.tokens + passed * perSecond)
    }

    private func forget(_ buckets: inout [String: Bucket], at now: ContinuousClock.Instant) {
        buckets = buckets.filter { filled($0.value, at: now) < burst }
        if buckets.count >= Self.mostPeers { buckets.removeAll() }
    }
}
