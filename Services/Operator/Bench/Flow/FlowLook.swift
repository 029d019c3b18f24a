/// One look at the journals: where each stood, and how much had come through since the last rest.
struct FlowLook: Sendable {
    /// One journal's.
    struct Stand: Sendable {
        /// The last position seen.
        var position: Int64 = 0
        /// Events of the kind that is counted.
        var events = 0

        /// - Parameter more: events after `position`, as far as another one.
        func further(_ more: Int, to position: Int64) -> Stand { Stand(position: position, events: events + more) }
    }

    /// No transaction of a service takes longer than this.
    private static let longestTransaction = Duration.seconds(5)

    var registered = Stand()
    /// Notifications that are settled, one for each appeal.
    var delivered = Stand()
    var deadlines = Stand()
    private let at = ContinuousClock.now

    init() {}

    init(registered: Stand, delivered: Stand, deadlines: Stand) {
        (self.registered, self.delivered, self.deadlines) = (registered, delivered, deadlines)
    }

    /// Nothing will be committed any more with a position before this look's.
    var isSettled: Bool { ContinuousClock.now - at > Self.longestTransaction }

    /// The same place, counted from there.
    var atRest: FlowLook {
        FlowLook(
            registered: Stand(position: registered.position), delivered: Stand(position: delivered.position),
            deadlines: Stand(position: deadlines.position))
    }

    /// - Parameter at: seconds since 1970, by PostgreSQL's clock.
    func count(at: Double) -> FlowCount {
        FlowCount(
            at: at, registered: registered.events, delivered: delivered.events, deadlines: deadlines.events)
    }
}
