/// The connection broke while COMMIT was under way: the transaction is stored, or it is not.
///
/// Do it again; the caller's idempotency decides.
public struct CommitUnknown: Error, CustomStringConvertible {
    public let cause: PostgresError

    public var description: String { "outcome of COMMIT unknown: \(cause)" }
}
