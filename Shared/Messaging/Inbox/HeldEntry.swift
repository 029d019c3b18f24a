import Contracts

/// A held message as an operator sees it. Nothing in it is personal: what is, is sealed in `data`.
public struct HeldEntry: Sendable {
    public let message: EventID
    public let district: DistrictID
    public let topic: String
    public let subject: String
    /// `parked`, `waiting` or `behind`.
    public let kind: String
    public let reason: String
    public let heldAt: Instant
    /// The envelope's headers, as JSON.
    public let headers: String
    /// The event's JSON, or whatever else came.
    public let data: [UInt8]
}
