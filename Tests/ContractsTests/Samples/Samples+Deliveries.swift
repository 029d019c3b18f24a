import Contracts

extension Samples {
    static let deliveries: [Sample] = [
        Sample(
            full: NotificationDelivered(
                case: matter, delivery: delivery, cause: cause, recipient: "urban-management",
                gateway: "mail",
                attempts: 3),
            minimal: NotificationDelivered(
                case: matter, delivery: delivery, cause: cause, recipient: "urban-management",
                gateway: "mail",
                attempts: 3)),
        Sample(
            full: NotificationFailed(
                case: matter, delivery: delivery, cause: cause, recipient: "urban-management",
                gateway: "mail",
                attempts: 3, reason: "gateway answered 503"),
            minimal: NotificationFailed(
                case: matter, delivery: delivery, cause: cause, recipient: "urban-management",
                gateway: "mail",
                attempts: 3, reason: "gateway answered 503")),
    ]
}
