/// How persistently deliveries are tried.
struct DeliveryPlan: Sendable {
    /// From the first try on: a delivery that is older has failed. RFC 5321, section 4.5.4.1, has four to five days for mail;
    /// what is told here is stale before that.
    var age: Duration = .seconds(48 * 3600)
    /// Tries before a delivery has failed, however old it is: a standstill of days is no fault of a recipient's.
    var attempts = 8
    /// How long a claim lasts when nothing is heard of who made it.
    var lease: Duration = .seconds(60)
    var backOff = BackOff()

    /// Whether a delivery whose try has failed is given up.
    func isOver(for delivery: Delivery) -> Bool { delivery.attempts >= attempts && delivery.age >= age }
}
