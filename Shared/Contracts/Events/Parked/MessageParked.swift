/// A consumer put a message aside that it could not handle.
public struct MessageParked: Event {
    public static let type = "hotline.MessageParked"
    public static let topic = Topic.parked

    public let consumer: String
    public let message: EventID
    public let sourceTopic: String
    public let sourceKey: String
    public let reason: String

    public var subject: String { sourceKey }

    public init(consumer: String, message: EventID, sourceTopic: String, sourceKey: String, reason: String) {
        self.consumer = consumer
        self.message = message
        self.sourceTopic = sourceTopic
        self.sourceKey = sourceKey
        self.reason = reason
    }
}
