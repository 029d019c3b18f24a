/// An edge: takes one delivery out of the house.
///
/// What it sends carries the delivery's id, so that whoever gets the same one twice can tell.
struct Gateway: Sendable {
    /// As events and metrics call it.
    let name: String
    /// Deliveries claimed at a time. Together they must be sent well within a lease.
    let batch: Int
    /// Sent side by side.
    let concurrency: Int
    /// The longest that one try takes.
    let patience: Duration
    let send: @Sendable (Delivery) async -> Outcome
}
