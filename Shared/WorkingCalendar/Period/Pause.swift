import Contracts

/// A time in which a clock stands still: from ≤ t < to. A pause that ends before it begins is none.
public struct Pause: Hashable, Sendable {
    public let from: Instant
    /// nil while the clock is still paused.
    public let to: Instant?

    public init(from: Instant, to: Instant?) {
        self.from = from
        self.to = to
    }
}
