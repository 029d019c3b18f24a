import Contracts

/// An edition as it is shown to the office and the programme team.
struct EditionView: Encodable, Sendable {
    let day: CivilDay
    let airsAt: Instant
    let unit: UnitID
    let items: [Edition.Item]
    let outline: String?
    let filedAt: Instant?

    init(_ edition: Edition, outline: String?) {
        (day, airsAt, unit) = (edition.day, edition.airsAt, edition.unit)
        (items, filedAt, self.outline) = (edition.items, edition.filedAt, outline)
    }
}
