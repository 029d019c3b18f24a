import Contracts
import HTTP

/// Limits guesses of claim codes, for each peer and, more strictly, for each case that a peer asks for, in
/// ``TokenBuckets``.
///
/// A code has 55 random bits: the limits are there for the load and for the log. No case has a limit that all peers
/// share, since whoever emptied it would lock the citizen out of his own case.
public final class GuessLimiter: Sendable {
    private let casesOfPeers: TokenBuckets
    private let peers: TokenBuckets

    /// - Parameters:
    ///   - perCase: for one peer and one case.
    ///   - perPeer: for one peer and all cases.
    public convenience init(
        perCase: TokenBuckets.Allowance = .init(burst: 10, refill: .seconds(30)),
        perPeer: TokenBuckets.Allowance = .init(burst: 60, refill: .seconds(1))
    ) {
        let start = ContinuousClock.now
        self.init(perCase: perCase, perPeer: perPeer) { ContinuousClock.now - start }
    }

    init(
        perCase: TokenBuckets.Allowance, perPeer: TokenBuckets.Allowance, elapsed: @escaping @Sendable () -> Duration
    ) {
        casesOfPeers = TokenBuckets(perCase, elapsed: elapsed)
        peers = TokenBuckets(perPeer, elapsed: elapsed)
    }

    /// Runs one guess: takes a token of the peer, and one of the peer for this case, first, so that guesses made at
    /// once do not slip through and what is refused costs no query, and gives them back when the guess was right.
    ///
    /// - Parameters:
    ///   - peer: `Request.peer`.
    ///   - find: looks up what was asked for; nil when the guess was wrong. Where it fails its tokens are spent.
    /// - Returns: what `find` found.
    /// - Throws: a 429 problem with `Retry-After` when there is no token; `find` is not asked then.
    public func guess<Found>(
        district: DistrictID, caseNumber: CaseNumber, peer: String, find: () async throws -> Found?
    ) async throws -> Found? {
        let peerKey = Self.network(of: peer)
        let caseKey = "\(peerKey)/\(district.rawValue)/\(caseNumber.rawValue)"
        if let wait = peers.take(for: peerKey) { throw Self.tooMany(wait) }
        if let wait = casesOfPeers.take(for: caseKey) { throw Self.tooMany(wait) }
        let found = try await find()
        if found != nil {
            peers.giveBack(to: peerKey)
            casesOfPeers.giveBack(to: caseKey)
        }
        return found
    }

    private static func tooMany(_ wait: Duration) -> Problem {
        var problem = Problem(429, detail: "Too many wrong claim codes.")
        problem.headers["Retry-After"] = "\(max(1, wait.components.seconds + 1))"
        return problem
    }

    /// A household has a whole /64 of IPv6 addresses: they count as one peer.
    public static func network(of peer: String) -> String {
        guard peer.contains(":"), !peer.contains(".") else { return peer }
        let halves = peer.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let head = halves[0].split(separator: ":").map(String.init)
        guard halves.count == 2 else { return head.prefix(4).joined(separator: ":") }
        let tail = halves[1].split(separator: ":").map(String.init)
        let zeros = [String](repeating: "0", count: max(0, 8 - head.count - tail.count))
        return (head + zeros + tail).prefix(4).joined(separator: ":")
    }
}
