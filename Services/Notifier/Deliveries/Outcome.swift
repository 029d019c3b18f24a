/// What a gateway made of one try.
enum Outcome: Sendable, Equatable {
    case delivered
    /// A passing fault: tried again after a while.
    case retry(reason: String)
    /// The gateway takes nothing of ours: a fault of its set-up, not of this message. Tried again after a while, and told.
    case blocked(reason: String)
    /// It will be refused again: given up at once.
    case refused(reason: String)
    /// Not tried at all, for want of time or because the process ends: it does not count.
    case postponed
}
