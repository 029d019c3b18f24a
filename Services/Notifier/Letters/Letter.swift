/// A message as it leaves the house. Made at the moment of sending, kept nowhere.
struct Letter: Sendable {
    let subject: String
    let text: String
    let mailbox: String?
    let phone: String?
    /// Whether an address may still come: a unit's liaison can be entered later, a citizen's number is not.
    let mayGetAddress: Bool

    var withoutAddress: Outcome {
        mayGetAddress ? .retry(reason: "noAddress") : .refused(reason: "noAddress")
    }
}
