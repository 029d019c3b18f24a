import Contracts
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// Somebody has handled the case: it is learnt from after this transaction.
    borrowing func learn(from id: CaseID, in district: DistrictID) throws {
        try execute("INSERT INTO unlearnt (district, case_id) VALUES (\(district), \(id)::uuid)")
    }

    /// What was learnt of the case, if anything, may not hold any more. The case must be locked.
    borrowing func reviewLesson(of id: CaseID, in district: DistrictID) throws {
        try execute(
            """
            INSERT INTO unlearnt (district, case_id)
            SELECT district, case_id FROM lessons WHERE district = \(district) AND case_id = \(id)::uuid
            """)
    }

    /// Takes cases off the queue and locks them. What was done about them is read by a later statement, which sees what
    /// the lock was waited for.
    borrowing func takeUnlearnt(atMost count: Int) throws -> [(district: DistrictID, id: CaseID)] {
        let rows = try run(
            """
            WITH taken AS (
                SELECT u.id, u.district, u.case_id
                FROM unlearnt u JOIN cases c ON c.district = u.district AND c.case_id = u.case_id
                ORDER BY u.id LIMIT \(count)::integer
                FOR UPDATE SKIP LOCKED),
            gone AS (DELETE FROM unlearnt WHERE id IN (SELECT id FROM taken))
            SELECT DISTINCT district, case_id FROM taken
            """)
        return try rows.map { try $0.decode((DistrictID, CaseID).self) }
    }

    /// Who has handled each case last, beside what was learnt of it. A work order in hand shows nothing yet; one that
    /// was returned or passed on shows that the unit was the wrong one, unless another has answered in its round.
    borrowing func review(_ taken: [(district: DistrictID, id: CaseID)]) throws -> [Reviewed] {
        let rows = try run(
            """
            SELECT c.district, c.case_id, c.category,
                CASE WHEN o.stage IN ('answered', 'closed') AND c.category IS DISTINCT FROM 'report' THEN o.unit END,
                c.text_key, c.text_box, l.unit, l.category, l.text_key, l.text_box
            FROM unnest(\(taken.map(\.district))::text[], \(taken.map(\.id))::uuid[]) AS taken (district, case_id)
                JOIN cases c ON c.district = taken.district AND c.case_id = taken.case_id
                LEFT JOIN lessons l ON l.district = c.district AND l.case_id = c.case_id
                LEFT JOIN LATERAL (
                    SELECT unit, stage FROM work_orders
                    WHERE district = c.district AND case_id = c.case_id AND is_lead
                        AND stage IN ('answered', 'closed', 'returned', 'transferred')
                    ORDER BY round DESC, stage IN ('answered', 'closed') DESC, dispatched_at DESC LIMIT 1) o ON true
            """)
        return try rows.map { row in
            let (district, id, category, unit, key, box, learnt, learntAs, learntKey, learntBox) = try row.decode(
                (
                    DistrictID, CaseID, AppealCategory?, UnitID?, String?, String?, UnitID?, String?, String?, String?
                ).self)
            return Reviewed(
                district: district, id: id,
                learnt: Lesson(
                    learnt, learntAs.flatMap(AppealCategory.init), SealedText(keyId: learntKey, box: learntBox)),
                handled: Lesson(unit, category, SealedText(keyId: key, box: box)))
        }
    }

    borrowing func forgetLessons(of reviewed: [Reviewed]) throws {
        guard !reviewed.isEmpty else { return }
        try execute(
            """
            DELETE FROM lessons WHERE (district, case_id) IN (
                SELECT * FROM unnest(\(reviewed.map(\.district))::text[], \(reviewed.map(\.id))::uuid[]))
            """)
    }

    borrowing func keep(_ lessons: [(reviewed: Reviewed, lesson: Lesson, month: Month)]) throws {
        guard !lessons.isEmpty else { return }
        try execute(
            """
            INSERT INTO lessons (district, case_id, unit, category, month, text_key, text_box)
            SELECT * FROM unnest(\(lessons.map(\.reviewed.district))::text[], \(lessons.map(\.reviewed.id))::uuid[],
                \(lessons.map(\.lesson.unit))::text[], \(lessons.map { $0.lesson.category?.rawValue ?? "" })::text[],
                \(lessons.map(\.month.description))::text[], \(lessons.map(\.lesson.text.keyId))::text[],
                \(lessons.map(\.lesson.text.box))::text[])
            """)
    }
}

extension Lesson {
    /// - Returns: nil where there is no unit or no text.
    fileprivate init?(_ unit: UnitID?, _ category: AppealCategory?, _ text: SealedText?) {
        guard let unit, let text else { return nil }
        self.init(unit: unit, category: category, text: text)
    }
}
