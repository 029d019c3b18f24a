/// What a gateway made of one try.
enum Outcome: Sendable, Equatable {
    case delivered
    /// A passing fault: tried again after a while.
    case retry(reason: String)
    /// It will be refused again: given up at once.
    case refused(reason: String)
    /// Not tried at all for want of time: it does not count.
    case postponed
}
