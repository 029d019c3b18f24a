import Contracts
import Messaging
import Postgres

extension Transaction {
    // MARK: the queue

    /// Takes cases off the queue, with their rows locked: nobody else searches, links, amends or dismisses meanwhile.
    borrowing func takeUnsearched(atMost count: Int) throws -> [UnsearchedCase] {
        let rows = try run(
            """
            WITH taken AS (
                SELECT u.id, c.district, c.case_number, u.is_again
                FROM unsearched u JOIN cases c ON c.district = u.district AND c.case_id = u.case_id
                ORDER BY u.id LIMIT \(count)::integer
                FOR UPDATE SKIP LOCKED),
            gone AS (DELETE FROM unsearched WHERE id IN (SELECT id FROM taken))
            SELECT district, case_number, is_again FROM taken ORDER BY id
            """)
        return try rows.map {
            let (district, number, isAgain) = try $0.decode((DistrictID, CaseNumber, Bool).self)
            return UnsearchedCase(district: district, number: number, isAgain: isAgain)
        }
    }

    /// Queues cases that are not waiting. One that another instance has in hand is not waiting: its search may be over.
    borrowing func queueAgain(_ numbers: Set<CaseNumber>, in district: DistrictID) throws {
        try execute(
            """
            INSERT INTO unsearched (district, case_id, is_again)
            SELECT c.district, c.case_id, true FROM cases c
            WHERE c.district = \(district) AND c.case_number = ANY(\(numbers.map(\.rawValue).sorted())::text[])
                AND NOT EXISTS (SELECT 1 FROM unsearched u WHERE u.district = c.district AND u.case_id = c.case_id
                    FOR UPDATE SKIP LOCKED)
            ORDER BY c.case_number
            """)
    }

    borrowing func unsearchedCases(in district: DistrictID) throws -> Int {
        let rows = try run("SELECT count(*) FROM unsearched WHERE district = \(district)")
        return Int(try rows.first?.decode(Int64.self) ?? 0)
    }

    // MARK: what was found

    /// These are the case's open proposals from now on, the best one the newest. What was dismissed comes back only for a reason that it did not have.
    borrowing func propose(
        _ best: [ProposedRepeat], for id: CaseID, at now: Instant, in district: DistrictID
    ) throws {
        let reasons = best.map { $0.reasons.map(\.rawValue).joined(separator: " ") }
        try execute(
            """
            WITH found AS (
                SELECT c.case_id AS parent, new.score, string_to_array(new.reasons, ' ') AS reasons, new.rank
                FROM unnest(\(best.map(\.parent.rawValue))::text[], \(best.map(\.score))::double precision[],
                        \(reasons)::text[]) WITH ORDINALITY AS new (number, score, reasons, rank)
                    JOIN cases c ON c.district = \(district) AND c.case_number = new.number
                WHERE c.case_id <> \(id)::uuid AND c.category IS DISTINCT FROM 'report'),
            gone AS (
                DELETE FROM proposed_repeats WHERE district = \(district) AND case_id = \(id)::uuid
                    AND dismissed_at IS NULL AND parent NOT IN (SELECT parent FROM found))
            INSERT INTO proposed_repeats (district, case_id, parent, score, reasons, found_at)
            SELECT \(district)::text, \(id)::uuid, f.parent, f.score, f.reasons, \(now)::timestamptz FROM found f
            WHERE NOT EXISTS (SELECT FROM proposed_repeats d
                WHERE d.district = \(district) AND d.case_id = \(id)::uuid AND d.parent = f.parent
                    AND d.dismissed_at IS NOT NULL AND f.reasons <@ d.reasons)
            ORDER BY f.rank DESC
            ON CONFLICT (district, case_id, parent) WHERE dismissed_at IS NULL
                DO UPDATE SET score = excluded.score, reasons = excluded.reasons
            """)
    }

    /// The case's open proposals rest on what is no longer so.
    borrowing func forgetProposals(of id: CaseID, in district: DistrictID) throws {
        try execute(
            """
            DELETE FROM proposed_repeats
            WHERE district = \(district) AND case_id = \(id)::uuid AND dismissed_at IS NULL
            """)
    }

    /// Searches once more for the cases that this one is proposed for.
    borrowing func queueAgain(proposedWith id: CaseID, in district: DistrictID) throws {
        try execute(
            """
            INSERT INTO unsearched (district, case_id, is_again)
            SELECT district, case_id, true FROM proposed_repeats
            WHERE district = \(district) AND parent = \(id)::uuid AND dismissed_at IS NULL
            ORDER BY id
            """)
    }

    // MARK: the list

    /// Newest first; one more than the page holds when there are more.
    ///
    /// A parent that has become a repeat or a report by now is left out until its case is searched again.
    borrowing func openProposals(
        to page: ProposalPage, in district: DistrictID
    ) throws -> [(place: ProposalPage.Place, proposal: OpenProposal)] {
        let rows = try run(
            """
            SELECT p.id, c.case_number, c.registered_at, o.case_number, p.score, array_to_string(p.reasons, ' '),
                p.found_at
            FROM proposed_repeats p
                JOIN cases c ON c.district = p.district AND c.case_id = p.case_id
                JOIN cases o ON o.district = p.district AND o.case_id = p.parent
            WHERE p.district = \(district) AND p.dismissed_at IS NULL AND o.category IS DISTINCT FROM 'report'
                AND NOT EXISTS (SELECT FROM case_links l WHERE l.district = p.district AND l.case_id = p.parent)
                AND (\(page.after?.foundAt)::timestamptz IS NULL
                    OR (p.found_at, p.id) < (\(page.after?.foundAt)::timestamptz, \(page.after?.id)::bigint))
            ORDER BY p.found_at DESC, p.id DESC LIMIT \(page.limit + 1)::integer
            """)
        return try rows.map {
            let (id, number, at, parent, score, reasons, foundAt) =
                try $0.decode((Int64, CaseNumber, Instant, CaseNumber, Double, String, Instant).self)
            let proposal = OpenProposal(
                caseNumber: number, registeredAt: at, parent: parent, score: score, reasons: reasons.words,
                foundAt: foundAt)
            return ((foundAt, id), proposal)
        }
    }

    /// - Returns: the dismissal that is on record, this one or an earlier one; nil where nothing was proposed.
    borrowing func dismiss(
        _ id: CaseID, as repeatOf: CaseID, at now: Instant, by account: String, in district: DistrictID
    ) throws -> (at: Instant, by: String)? {
        try execute(
            """
            UPDATE proposed_repeats SET dismissed_at = \(now), account = \(account)
            WHERE district = \(district) AND case_id = \(id)::uuid AND parent = \(repeatOf)::uuid
                AND dismissed_at IS NULL
            """)
        let rows = try run(
            """
            SELECT dismissed_at, account FROM proposed_repeats
            WHERE district = \(district) AND case_id = \(id)::uuid AND parent = \(repeatOf)::uuid
                AND dismissed_at IS NOT NULL
            ORDER BY id DESC LIMIT 1
            """)
        return try rows.first.map { try $0.decode((Instant, String).self) }
    }
}
