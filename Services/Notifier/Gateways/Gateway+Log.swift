import ServiceKit

extension Gateway {
    /// Writes a line instead of sending, without anything personal: for places that have no server of the kind.
    static func log(_ log: Log) -> Gateway {
        Gateway(name: "log", batch: 1_000, concurrency: 1, patience: .zero) { delivery in
            log.info(
                "notification",
                [
                    "delivery": delivery.id.rawValue, "event": delivery.event.rawValue,
                    "recipient": delivery.recipient, "template": delivery.eventName, "way": delivery.way.rawValue,
                ])
            return .delivered
        }
    }
}
