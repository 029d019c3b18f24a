import Contracts
import HTTP
import Synchronization

/// Limits guesses of claim codes, for each case and for each peer.
///
/// Token buckets in two tables of fixed size: a case number or peer is hashed (with a seed of this process) to a
/// bucket, so that no flood of numbers fills the memory or pushes a bucket out. Two that share a bucket share its
/// tokens, which errs on the strict side, one time in 65,536. A code has 55 random bits: the limits are there for
/// the load and for the log, and so are loose enough that nobody is locked out of his own case for long.
public final class GuessLimiter: Sendable {
    /// How many guesses at once, and how soon a spent one comes back.
    public struct Allowance: Sendable {
        public let burst: Int
        public let refill: Duration

        public init(burst: Int, refill: Duration) {
            self.burst = max(1, burst)
            self.refill = max(.milliseconds(1), refill)
        }
    }

    private let cases: Mutex<BucketTable>
    private let peers: Mutex<BucketTable>
    private let elapsed: @Sendable () -> Duration

    public convenience init(
        perCase: Allowance = Allowance(burst: 10, refill: .seconds(30)),
        perPeer: Allowance = Allowance(burst: 60, refill: .seconds(1))
    ) {
        let start = ContinuousClock.now
        self.init(perCase: perCase, perPeer: perPeer) { ContinuousClock.now - start }
    }

    init(perCase: Allowance, perPeer: Allowance, elapsed: @escaping @Sendable () -> Duration) {
        cases = Mutex(BucketTable(perCase))
        peers = Mutex(BucketTable(perPeer))
        self.elapsed = elapsed
    }

    /// Runs one guess: takes a token of the case and of the peer first, so that guesses made at once do not slip
    /// through, and gives them back when the guess was right.
    ///
    /// - Parameters:
    ///   - peer: `Request.peer`.
    ///   - isRight: whether the guess was right.
    /// - Returns: what `isRight` answered.
    /// - Throws: a 429 problem with `Retry-After` when there is no token; `isRight` is not asked then.
    public func guess(
        district: DistrictID, caseNumber: CaseNumber, peer: String, isRight: () async throws -> Bool
    ) async throws -> Bool {
        let now = elapsed()
        let caseKey = "\(district.rawValue)/\(caseNumber.rawValue)"
        let peerKey = Self.network(of: peer)
        if let wait = peers.withLock({ $0.take(peerKey, now) }) { throw Self.tooMany(wait) }
        if let wait = cases.withLock({ $0.take(caseKey, now) }) { throw Self.tooMany(wait) }
        let isRight = try await isRight()
        if isRight {
            peers.withLock { $0.giveBack(peerKey) }
            cases.withLock { $0.giveBack(caseKey) }
        }
        return isRight
    }

    private static func tooMany(_ wait: Duration) -> Problem {
        var problem = Problem(429, detail: "Too many wrong claim codes.")
        problem.headers["Retry-After"] = "\(max(1, wait.components.seconds + 1))"
        return problem
    }

    /// A household has a whole /64 of IPv6 addresses: they count as one peer.
    static func network(of peer: String) -> String {
        guard peer.contains(":"), !peer.contains(".") else { return peer }
        let halves = peer.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let head = halves[0].split(separator: ":").map(String.init)
        guard halves.count == 2 else { return head.prefix(4).joined(separator: ":") }
        let tail = halves[1].split(separator: ":").map(String.init)
        let zeros = [String](repeating: "0", count: max(0, 8 - head.count - tail.count))
        return (head + zeros + tail).prefix(4).joined(separator: ":")
    }
}

/// Token buckets, each kept as the moment at which it will be full again.
private struct BucketTable {
    private static let size = 65_536
    private let refill: Int64
    private let capacity: Int64
    /// Milliseconds of elapsed time; 0 is a full bucket.
    private var fullAt = [Int64](repeating: 0, count: size)

    init(_ allowance: GuessLimiter.Allowance) {
        refill = Self.milliseconds(allowance.refill)
        capacity = refill * Int64(allowance.burst)
    }

    /// - Returns: nil when a token was taken, else the time until there is one.
    mutating func take(_ key: String, _ now: Duration) -> Duration? {
        let now = Self.milliseconds(now)
        let place = Self.place(of: key)
        let next = max(fullAt[place], now) + refill
        guard next - now <= capacity else { return .milliseconds(next - now - capacity) }
        fullAt[place] = next
        return nil
    }

    mutating func giveBack(_ key: String) { fullAt[Self.place(of: key)] -= refill }

    private static func place(of key: String) -> Int { Int(UInt(bitPattern: key.hashValue) % UInt(size)) }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }
}
