import Contracts
import HTTP
import Messaging
import Postgres

/// A repeat, and the case that it is handled with.
struct CaseLink: Sendable {
    let parent: CaseID
    let parentNumber: CaseNumber
    let linkedAt: Instant
}

/// A case and how many are linked to it.
struct RepeatedCase: Sendable, Encodable {
    let caseNumber: CaseNumber
    let category: String?
    let unit: UnitID?
    let repeats: Int
    let lastLinkedAt: Instant
}

extension Transaction {
    borrowing func link(of id: CaseID, in district: DistrictID) throws -> CaseLink? {
        let rows = try run(
            """
            SELECT l.parent, c.case_number, l.linked_at FROM case_links l
                JOIN cases c ON c.district = l.district AND c.case_id = l.parent
            WHERE l.district = \(district) AND l.case_id = \(id)::uuid
            """)
        return try rows.first.map {
            let (parent, number, at) = try $0.decode((CaseID, CaseNumber, Instant).self)
            return CaseLink(parent: parent, parentNumber: number, linkedAt: at)
        }
    }

    borrowing func repeats(of id: CaseID, in district: DistrictID) throws -> Int {
        let rows = try run(
            "SELECT count(*) FROM case_links WHERE district = \(district) AND parent = \(id)::uuid")
        return Int(try rows.first?.decode(Int64.self) ?? 0)
    }

    /// Links a case once.
    ///
    /// - Throws: `Problem` 404, 400 or 409, which names what is in the way.
    borrowing func link(
        _ number: CaseNumber, to parent: CaseNumber, at now: Instant, by account: String, in district: DistrictID,
        _ journal: Journal
    ) throws {
        // In one order whoever links, so that no two wait for each other.
        for one in [number.rawValue, parent.rawValue].sorted() {
            _ = try caseRow(CaseNumber(one), in: district, isLocked: true)
        }
        guard let row = try caseRow(number, in: district) else {
            throw Problem.notFound("There is no case of this number.")
        }
        guard number != parent else { throw Problem.invalid("parent", "is the case itself") }
        guard let root = try caseRow(parent, in: district) else {
            throw Problem.invalid("parent", "is no case of this district")
        }
        if let known = try link(of: row.id, in: district) {
            if known.parent == root.id { return }
            throw Problem.conflict("The case is linked to \(known.parentNumber.rawValue).")
        }
        if let above = try link(of: root.id, in: district) {
            throw Problem.conflict("The parent is itself linked to \(above.parentNumber.rawValue); link to that one.")
        }
        // What becomes of a report is not for another citizen to read.
        guard row.appeal.category != .report, root.appeal.category != .report else {
            throw Problem.conflict("A report is handled alone.")
        }
        guard try repeats(of: row.id, in: district) == 0 else {
            throw Problem.conflict("The case has repeats of its own.")
        }
        let answeredBy = try unitThatAnswered(root.id, before: row.registeredAt, in: district)
        try execute(
            """
            INSERT INTO case_links (district, case_id, parent, linked_at, account, is_after_answer)
            VALUES (\(district), \(row.id)::uuid, \(root.id)::uuid, \(now), \(account), \(answeredBy != nil))
            """)
        // Neither can be linked to another any more, and the repeat is nobody's parent.
        for one in [row.id, root.id] { try forgetProposals(of: one, in: district) }
        try queueAgain(proposedWith: row.id, in: district)
        let cause = try DerivedID.make("link", district.rawValue, row.id.rawValue, root.id.rawValue)
        let pen = journal.events(causedBy: Cause(id: cause))
        try pen.record(AppealLinked(case: row.id, parent: root.id), at: now)
        guard let answeredBy else { return }
        let count = try repeatsAfterAnswer(of: root.id, in: district)
        try pen.record(AppealRepeated(case: root.id, unit: answeredBy, repeats: count), at: now)
    }

    /// - Returns: nil where it was not answered by then, as far as is known here.
    private borrowing func unitThatAnswered(
        _ id: CaseID, before time: Instant, in district: DistrictID
    ) throws -> UnitID? {
        try facts(about: id, in: district)
            .last { $0.type == WorkOrderAnswered.type && $0.happenedAt <= time }?.unit
    }

    private borrowing func repeatsAfterAnswer(of id: CaseID, in district: DistrictID) throws -> Int {
        let rows = try run(
            """
            SELECT count(*) FROM case_links
            WHERE district = \(district) AND parent = \(id)::uuid AND is_after_answer
            """)
        return Int(try rows.first?.decode(Int64.self) ?? 0)
    }

    /// Those with two repeats or more, most first.
    borrowing func repeatedCases(in district: DistrictID) throws -> [RepeatedCase] {
        let rows = try run(
            """
            SELECT c.case_number, c.category, c.unit, l.repeats, l.last
            FROM (SELECT parent, count(*) AS repeats, max(linked_at) AS last FROM case_links
                    WHERE district = \(district) GROUP BY parent HAVING count(*) >= 2) l
                JOIN cases c ON c.district = \(district) AND c.case_id = l.parent
            ORDER BY l.repeats DESC, l.last DESC, c.case_number LIMIT 50
            """)
        return try rows.map {
            let (number, category, unit, repeats, last) =
                try $0.decode((CaseNumber, String?, UnitID?, Int64, Instant).self)
            return RepeatedCase(
                caseNumber: number, category: category, unit: unit, repeats: Int(repeats), lastLinkedAt: last)
        }
    }
}
