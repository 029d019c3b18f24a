import Contracts
import Postgres

/// A delivery that this process has claimed: until its lease ends nobody else sends it.
struct Delivery: Sendable {
    let district: DistrictID
    let id: DeliveryID
    let event: EventID
    let type: String
    let happenedAt: Instant
    let `case`: CaseID
    let caseNumber: CaseNumber
    let packVersion: String
    let recipient: String
    let way: Way
    let unit: UnitID?
    let clock: String?
    let due: Instant?
    let payload: String?
    let correlation: String
    let round: Int
    /// Tries of this round, the present one included.
    let attempts: Int
    /// Since the first try of this round, on the database's clock.
    let age: Duration

    /// The event's name without its prefix.
    var eventName: String { String(type.dropFirst("hotline.".count)) }
}

extension Delivery {
    /// The columns in the order of `Transaction.claim`.
    init(_ row: Row) throws {
        let value = try row.decode(
            (
                DistrictID, DeliveryID, EventID, String, Instant, CaseID, CaseNumber, String, String, Way, UnitID?,
                String?, Instant?, String?, String, Int, Int, Double
            ).self)
        self.init(
            district: value.0, id: value.1, event: value.2, type: value.3, happenedAt: value.4, case: value.5,
            caseNumber: value.6, packVersion: value.7, recipient: value.8, way: value.9, unit: value.10,
            clock: value.11, due: value.12, payload: value.13, correlation: value.14, round: value.15,
            attempts: value.16, age: .seconds(value.17))
    }
}
