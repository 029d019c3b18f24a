/// What a relay tells whoever watches it.
public enum RelayReport: Sendable {
    /// It is about to look at the database.
    case looking
    /// The broker is the one that this outbox was sent to before.
    case confirmed
    /// It waits for the broker, without limit.
    case awaiting
    case sent(Int)
    case failed(String)
}
