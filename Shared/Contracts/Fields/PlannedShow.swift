/// One show as a season or a month is announced with.
public struct PlannedShow: Codable, Sendable, Equatable {
    public let broadcast: BroadcastID
    /// Start of the live window.
    public let opensAt: Instant
    /// End of the live window.
    public let closesAt: Instant
    public let units: [UnitID]
    /// What it is to be about (上线内容), in public words; nil while nobody has said it.
    public let topic: String?

    public init(broadcast: BroadcastID, opensAt: Instant, closesAt: Instant, units: [UnitID], topic: String? = nil) {
        self.broadcast = broadcast
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.units = units
        self.topic = topic
    }
}
