import Contracts

/// A calendar that a district's running deadlines have not been reckoned under yet.
struct PendingChange: Sendable {
    let district: DistrictID
    let version: String
    let publishedAt: Instant
}
