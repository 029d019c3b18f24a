import Contracts

/// What an inbox tells whoever watches it.
public enum InboxReport: Sendable {
    /// A round begins.
    case polling
    case handled(Int)
    case parked(EventID, reason: String)
    /// Something waits and is tried again: a batch, a partition, a held message.
    case retrying(reason: String, attempt: Int)
}
