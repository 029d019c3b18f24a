/// How persistently deliveries are tried.
struct DeliveryPlan: Sendable {
    /// Tries before a delivery has failed.
    var attempts = 8
    /// How long a claim lasts when nothing is heard of who made it.
    var lease: Duration = .seconds(60)
    var backOff = BackOff()
}
