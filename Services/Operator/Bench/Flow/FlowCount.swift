/// How far appeals had come at one instant.
struct FlowCount: Sendable {
    /// Of an off-air complaint in Changzhou: sign, contact, close and paper.
    static let clocks = 4

    /// Seconds since 1970, by PostgreSQL's clock.
    let at: Double
    let registered: Int
    /// Notifications that are settled, one for each appeal.
    let delivered: Int
    let deadlines: Int

    /// Appeals whose notification is settled, or those whose deadlines are stored, whichever are fewer.
    var done: Int { min(delivered, deadlines / Self.clocks) }

    /// Appeals registered that have not come through.
    var backlog: Int { registered - done }
}
