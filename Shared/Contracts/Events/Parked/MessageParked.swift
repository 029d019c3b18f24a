/// A consumer put a message aside that it could not handle.
public struct MessageParked: Event {
    public static let type = "hotline.MessageParked"
    public static let topic = Topic.parked

    /// The service that put it aside, such as `dispatch`.
    public let consumer: String
    /// `id` of the event put aside.
    public let message: EventID
    /// The topic that it came on, with its namespace.
    public let sourceTopic: String
    /// Its partition key there, `district/subject`.
    public let sourceKey: String
    /// Why it can never succeed; names fields and ids, never what they hold.
    public let reason: String

    /// The subject of what was put aside, so that one case's parked messages stay in order too.
    public var subject: String {
        guard let slash = sourceKey.firstIndex(of: "/"), sourceKey.index(after: slash) != sourceKey.endIndex else {
            return sourceKey.isEmpty ? message.rawValue : sourceKey
        }
        return String(sourceKey[sourceKey.index(after: slash)...])
    }

    public init(consumer: String, message: EventID, sourceTopic: String, sourceKey: String, reason: String) {
        self.consumer = consumer
        self.message = message
        self.sourceTopic = sourceTopic
        self.sourceKey = sourceKey
        self.reason = reason
    }
}
