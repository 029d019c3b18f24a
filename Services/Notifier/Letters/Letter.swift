/// A message as it leaves the house. Made at the moment of sending, kept nowhere.
struct Letter: Sendable {
    let subject: String
    let text: String
    let mailbox: String?
    let phone: String?
    /// Whether an address, or a better one, may still come: a unit's liaison can be entered later, a citizen's number is not.
    let mayGetAddress: Bool

    var withoutAddress: Outcome { undeliverable("noAddress") }

    /// There is one, and it has not the form of one.
    var withWrongAddress: Outcome { undeliverable("invalidAddress") }

    private func undeliverable(_ reason: String) -> Outcome {
        mayGetAddress ? .retry(reason: reason) : .refused(reason: reason)
    }
}
