/// One request and its answer, for access lines and metrics. It holds no personal data.
public struct Exchange: Sendable {
    /// Nil when the request could not be read that far.
    public let method: Method?
    /// The pattern of the route that answered; nil when none did. The path itself may name a case.
    public let route: String?
    public let status: Int
    /// From the whole request's arrival to the answer's hand-over to the connection.
    public let duration: Duration
}
