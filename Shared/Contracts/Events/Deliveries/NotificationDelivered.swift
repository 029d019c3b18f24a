/// A gateway took a notification.
public struct NotificationDelivered: CaseEvent {
    public static let type = "hotline.NotificationDelivered"
    public static let topic = Topic.deliveries

    public let `case`: CaseID
    public let delivery: DeliveryID
    public let cause: EventID
    /// A role or unit, never a person.
    public let recipient: String
    public let gateway: String
    public let attempts: Int

    public init(
        `case`: CaseID, delivery: DeliveryID, cause: EventID, recipient: String, gateway: String, attempts: Int
    ) {
        self.case = `case`
        self.delivery = delivery
        self.cause = cause
        self.recipient = recipient
        self.gateway = gateway
        self.attempts = attempts
    }
}
