/// A gateway took a notification.
public struct NotificationDelivered: CaseEvent {
    public static let type = "hotline.NotificationDelivered"
    public static let topic = Topic.deliveries

    public let `case`: CaseID
    public let delivery: DeliveryID
    /// `id` of the event that it tells of.
    public let cause: EventID
    /// A role or unit, never a person.
    public let recipient: String
    /// The way it went, such as `mail`, `text`, `webhook` or `log`.
    public let gateway: String
    /// How often it was tried, the last time included.
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
