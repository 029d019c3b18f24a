/// What set a handler or use case off, and so what its events follow from.
public struct Cause: Sendable {
    /// The id that event ids are derived from: an event's, or a request's.
    public let id: String
    /// The same for everything that one request or one due instant has set off.
    public let correlationID: String
    /// W3C Trace Context, passed on unread.
    public let traceparent: String?

    public init(id: String, correlationID: String? = nil, traceparent: String? = nil) {
        self.id = id
        self.correlationID = correlationID ?? id
        self.traceparent = traceparent
    }
}
