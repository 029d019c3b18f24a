/// One notification to one recipient. UUID text derived from the event and the recipient.
public struct DeliveryID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
