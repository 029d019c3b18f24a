/// A notification could not be delivered after every attempt.
public struct NotificationFailed: CaseEvent {
    public static let type = "hotline.NotificationFailed"
    public static let topic = Topic.deliveries

    public let `case`: CaseID
    public let delivery: DeliveryID
    public let cause: EventID
    public let recipient: String
    public let gateway: String
    public let attempts: Int
    public let reason: String

    public init(
        `case`: CaseID, delivery: DeliveryID, cause: EventID, recipient: String, gateway: String, attempts: Int,
        reason: String
    ) {
        self.case = `case`
        self.delivery = delivery
        self.cause = cause
        self.recipient = recipient
        self.gateway = gateway
        self.attempts = attempts
        self.reason = reason
    }
}
