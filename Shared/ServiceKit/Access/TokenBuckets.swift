import Synchronization

/// Token buckets in a table of fixed size: a key is hashed (with a seed of this process) to a bucket, so that no flood
/// of keys fills the memory or pushes a bucket out. Two that share a bucket share its tokens, which errs on the strict
/// side, one time in 65,536.
public final class TokenBuckets: Sendable {
    /// How many tokens at once, and how soon a spent one comes back.
    public struct Allowance: Sendable {
        public let burst: Int
        public let refill: Duration

        public init(burst: Int, refill: Duration) {
            self.burst = max(1, burst)
            self.refill = max(.milliseconds(1), refill)
        }
    }

    private static let size = 65_536
    private let refill: Int64
    private let capacity: Int64
    /// Of each bucket the moment at which it will be full again, in milliseconds of elapsed time; 0 is a full bucket.
    private let fullAt = Mutex([Int64](repeating: 0, count: size))
    private let elapsed: @Sendable () -> Duration

    public convenience init(_ allowance: Allowance) {
        let start = ContinuousClock.now
        self.init(allowance) { ContinuousClock.now - start }
    }

    /// - Parameter elapsed: the time since some beginning.
    public init(_ allowance: Allowance, elapsed: @escaping @Sendable () -> Duration) {
        refill = Self.milliseconds(allowance.refill)
        capacity = refill * Int64(allowance.burst)
        self.elapsed = elapsed
    }

    /// - Returns: nil when a token was taken, else the time until there is one.
    public func take(for key: String) -> Duration? {
        let now = Self.milliseconds(elapsed())
        let place = Self.place(of: key)
        return fullAt.withLock { fullAt in
            let next = max(fullAt[place], now) + refill
            guard next - now <= capacity else { return .milliseconds(next - now - capacity) }
            fullAt[place] = next
            return nil
        }
    }

    public func giveBack(to key: String) { fullAt.withLock { $0[Self.place(of: key)] -= refill } }

    private static func place(of key: String) -> Int { Int(UInt(bitPattern: key.hashValue) % UInt(size)) }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }
}
