import Contracts

/// Which facts of a journal are meant. What is nil or empty does not narrow.
public struct ReplaySelection: Sendable {
    public var topics: [Topic]
    public var district: DistrictID?
    /// The first instant.
    public var from: Instant?
    /// The instant before which.
    public var to: Instant?

    public init(topics: [Topic] = [], district: DistrictID? = nil, from: Instant? = nil, to: Instant? = nil) {
        self.topics = topics
        self.district = district
        self.from = from
        self.to = to
    }
}
