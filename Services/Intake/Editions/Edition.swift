import Contracts
import Messaging
import Postgres
import Sealing

/// A daily edition of the programme: when it is aired, and what was filed of it.
struct Edition: Sendable {
    struct Item: Codable, Sendable, Equatable {
        let caseNumber: CaseNumber
        /// The day on which the item is aired, which the rule asks to be stated.
        let airsOn: CivilDay
    }

    let day: CivilDay
    let airsAt: Instant
    let unit: UnitID
    var items: [Item] = []
    /// The outline of the next day's news.
    var outline: SealedText?
    var filedAt: Instant?

    /// By which its clock knows it: an edition is prepared like a show.
    var broadcast: BroadcastID { BroadcastID("daily-\(day)") }
    static let duty = "dailyEdition"

    func seal(_ rings: Rings, in district: DistrictID) -> Seal {
        Seal(rings: rings, subject: SealSubject(district: district, edition: day), month: Month(day))
    }

    /// - Returns: nil before it is filed, and where the month's key is gone.
    func openedOutline(_ rings: Rings, in district: DistrictID) throws -> String? {
        do {
            return try outline.map { try seal(rings, in: district).open($0, .outline) }
        } catch SealingError.keyDestroyed {
            return nil
        }
    }
}

extension Transaction {
    borrowing func edition(
        of day: CivilDay, in district: DistrictID, isLocked: Bool = false
    ) throws -> Edition? {
        if isLocked {
            try execute("SELECT 1 FROM editions WHERE district = \(district) AND day = \(day)::date FOR UPDATE")
        }
        let rows = try run(
            """
            SELECT airs_at, unit, items, outline_key, outline_box, filed_at FROM editions
            WHERE district = \(district) AND day = \(day)::date
            """)
        return try rows.first.map { row in
            let (airs, unit, items, key, box, filed) = try row.decode(
                (Instant, UnitID, String?, String?, String?, Instant?).self)
            return Edition(
                day: day, airsAt: airs, unit: unit, items: try items.map(Edition.items) ?? [],
                outline: SealedText(keyId: key, box: box), filedAt: filed)
        }
    }

    /// - Returns: false for a day whose edition is known.
    borrowing func plan(_ edition: Edition, in district: DistrictID) throws -> Bool {
        try change(
            """
            INSERT INTO editions (district, day, airs_at, unit)
            VALUES (\(district), \(edition.day)::date, \(edition.airsAt), \(edition.unit)) ON CONFLICT DO NOTHING
            """) == 1
    }

    borrowing func file(_ edition: Edition, by account: String, in district: DistrictID) throws {
        try execute(
            """
            UPDATE editions SET items = \(try Edition.text(of: edition.items)), outline_key = \(edition.outline?.keyId),
                outline_box = \(edition.outline?.box), filed_at = \(edition.filedAt)::timestamptz, account = \(account)
            WHERE district = \(district) AND day = \(edition.day)::date
            """)
    }
}
