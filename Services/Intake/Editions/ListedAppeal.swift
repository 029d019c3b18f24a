import Contracts
import Messaging
import Postgres
import Sealing

/// An appeal as the programme team is told it: what it is about, and not who raised it.
struct ListedAppeal: Encodable, Sendable {
    let caseNumber: CaseNumber
    let category: String?
    let unit: UnitID?
    let registeredAt: Instant
    /// Nil for a report (举报), and where the month's key is gone.
    let text: String?
    /// When it was sent to the programme team.
    let listedAt: Instant?
}

/// The same with its text still sealed.
struct SealedListedAppeal: Sendable {
    let district: DistrictID
    let id: CaseID
    let month: Month
    let caseNumber: CaseNumber
    let category: String?
    let unit: UnitID?
    let registeredAt: Instant
    let text: SealedText?
    let listedAt: Instant?

    func opened(_ rings: Rings) throws -> ListedAppeal {
        let seal = Seal(rings: rings, subject: SealSubject(district: district, case: id), month: month)
        var opened: String?
        if category != AppealCategory.report.rawValue, let text {
            do { opened = try seal.open(text, .text) } catch SealingError.keyDestroyed { opened = nil }
        }
        return ListedAppeal(
            caseNumber: caseNumber, category: category, unit: unit, registeredAt: registeredAt, text: opened,
            listedAt: listedAt)
    }
}

extension Transaction {
    /// Those of 12345 that were registered in the span, oldest first.
    borrowing func listedAppeals(
        from begin: Instant, to end: Instant, in district: DistrictID
    ) throws -> [SealedListedAppeal] {
        let rows = try run(
            """
            SELECT c.case_id, c.month, c.case_number, c.category, c.unit, c.registered_at, c.text_key, c.text_box,
                l.listed_at
            FROM cases c LEFT JOIN case_listings l ON l.district = c.district AND l.case_id = c.case_id
            WHERE c.district = \(district) AND c.channel = 'hotline12345' AND c.registered_at >= \(begin)
                AND c.registered_at < \(end)
            ORDER BY c.registered_at, c.case_number LIMIT \(ListRoutes.most)::integer
            """)
        return try rows.map { row in
            let (id, month, number, category, unit, at, key, box, listed) = try row.decode(
                (CaseID, String, CaseNumber, String?, UnitID?, Instant, String?, String?, Instant?).self)
            return SealedListedAppeal(
                district: district, id: id, month: try CaseRow.month(month), caseNumber: number, category: category,
                unit: unit, registeredAt: at, text: SealedText(keyId: key, box: box), listedAt: listed)
        }
    }

    /// - Returns: the cases that are listed now and were not before, oldest first.
    borrowing func list(
        from begin: Instant, to end: Instant, at now: Instant, by account: String, in district: DistrictID
    ) throws -> [(id: CaseID, number: CaseNumber)] {
        let rows = try run(
            """
            WITH new AS (
                INSERT INTO case_listings (district, case_id, listed_at, account)
                SELECT district, case_id, \(now)::timestamptz, \(account)::text FROM cases
                WHERE district = \(district) AND channel = 'hotline12345' AND registered_at >= \(begin)
                    AND registered_at < \(end)
                ON CONFLICT DO NOTHING RETURNING case_id)
            SELECT case_id, case_number FROM new JOIN cases USING (case_id)
            WHERE district = \(district) ORDER BY registered_at, case_number
            """)
        return try rows.map { try $0.decode((CaseID, CaseNumber).self) }
    }
}
