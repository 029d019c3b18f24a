import Contracts

/// A citizen's wait as the desk is told it.
struct AgeView: Encodable, Sendable {
    struct Leg: Encodable, Sendable {
        /// `dispatch`, `handling`, `handOver`, `review`.
        let kind: String
        let unit: UnitID?
        let from: Instant
        /// Absent while it goes on.
        let to: Instant?
        let workingDays: Int
    }

    let since: Instant
    /// Absent while the matter is open.
    let until: Instant?
    let workingDays: Int
    let legs: [Leg]

    /// - Parameter unit: whose legs alone are told, of those that are a unit's; nil for all.
    init(_ age: CaseAge, for unit: UnitID?) {
        (since, until, workingDays) = (age.since, age.until, age.workingDays)
        legs = age.legs.filter { unit == nil || $0.unit == nil || $0.unit == unit }.map {
            Leg(kind: $0.kind.rawValue, unit: $0.unit, from: $0.from, to: $0.to, workingDays: $0.workingDays)
        }
    }
}
