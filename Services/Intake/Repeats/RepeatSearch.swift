import Contracts
import Messaging
import Postgres
import Sealing

/// What a case may be a repeat of: cases of the district that share the phone, the address or much of the text.
struct RepeatSearch: Sendable {
    enum Reason: String, Sendable, Encodable {
        case samePerson, samePlace, sameMatter
    }

    struct Proposal: Sendable, Encodable {
        let caseNumber: CaseNumber
        let registeredAt: Instant
        /// How much of the texts' trigrams both share, or how many of the rarest phrases, whichever is more: 0 to 1.
        let score: Double
        let reasons: [Reason]
        /// The case that this one is linked to already.
        let linkedTo: CaseNumber?
    }

    static let daysBack: Int64 = 365
    static let most = 20
    /// Below it, texts share what all complaints share.
    static let leastScore = 0.3

    let district: DistrictID
    /// A phrase that is a key of more cases than this is a common one: it leads to so many of them and no further.
    static let mostOfOneKey = 100
    /// Cases that are looked at closely, those first that share most keys.
    static let mostCandidates = 64

    /// What the case is found by, under the key of each month.
    private var marks: [Month: Marks] = [:]
    private var phones = CommaList()
    private var hasPhone = false

    /// - Parameter months: those whose keys are live and that are searched.
    init(_ row: CaseRow, rings: Rings, district: DistrictID, months: [Month]) throws {
        self.district = district
        let seal = Seal(rings: rings, subject: row.subject(in: district), month: row.month)
        let text = try row.text.map { try seal.open($0, .text) }
        let citizen = try row.citizen.map(seal.openCitizen)
        for month in months {
            marks[month] = try Marks(
                text: text, address: citizen?.address, rings.personal, district: district, month: month)
            if let phone = citizen?.phone,
                let hash = try rings.personal.phoneHash(phone, district: district, month: month)
            {
                phones.append(hash.hexadecimal)
                hasPhone = true
            }
        }
    }

    /// - Parameter oldest: the first month that is searched, where its key is live.
    /// - Returns: nil for a report, which is held against nothing, and for a case whose key is gone.
    static func of(_ row: CaseRow, from oldest: Month, _ rings: Rings, in district: DistrictID) throws -> RepeatSearch?
    {
        guard row.appeal.category != .report else { return nil }
        do {
            let months = try rings.personal.months(of: district).filter { $0 >= oldest }
            return try RepeatSearch(row, rings: rings, district: district, months: months)
        } catch SealingError.keyDestroyed {
            return nil
        }
    }

    /// The best of the matches.
    func proposals(for row: CaseRow, since: Instant, in transaction: borrowing Transaction) throws -> [Proposal] {
        Array(try matches(for: row, since: since, in: transaction).prefix(Self.most))
    }

    /// Best first: by how many reasons there are, then by the score.
    func matches(for row: CaseRow, since: Instant, in transaction: borrowing Transaction) throws -> [Proposal] {
        let persons = try samePerson(since, in: transaction)
        let sharing = try sharingKeys(in: transaction)
        let candidates = persons.union(sharing.keys).subtracting([row.id.rawValue])
        guard !candidates.isEmpty else { return [] }
        let rows = try transaction.run(
            """
            SELECT c.case_id, c.case_number, c.registered_at, c.month, coalesce(array_to_string(s.hashes, ' '), ''),
                s.place, p.case_number
            FROM cases c
                LEFT JOIN case_sketches s ON s.district = c.district AND s.case_id = c.case_id
                LEFT JOIN case_links l ON l.district = c.district AND l.case_id = c.case_id
                LEFT JOIN cases p ON p.district = l.district AND p.case_id = l.parent
            WHERE c.district = \(district) AND c.case_id = ANY(\(candidates.sorted())::uuid[])
                AND c.registered_at >= \(since) AND c.category IS DISTINCT FROM 'report'
            """)
        let found = try rows.compactMap { row -> Proposal? in
            let (id, number, at, month, hashes, place, parent) =
                try row.decode((CaseID, CaseNumber, Instant, String, String, Int64?, CaseNumber?).self)
            let own = marks[try CaseRow.month(month)]
            let rare = Double(min(sharing[id.rawValue] ?? 0, Marks.keys)) / Double(Marks.keys)
            let score = max(rare, own.flatMap { own in Sketch(sqlText: hashes).map(own.sketch.similarity) } ?? 0)
            var reasons: [Reason] = persons.contains(id.rawValue) ? [.samePerson] : []
            if let place, place == own?.place { reasons.append(.samePlace) }
            if score >= Self.leastScore { reasons.append(.sameMatter) }
            guard !reasons.isEmpty else { return nil }
            return Proposal(caseNumber: number, registeredAt: at, score: score, reasons: reasons, linkedTo: parent)
        }
        return found.sorted {
            ($0.reasons.count, $0.score, $0.registeredAt, $0.caseNumber.rawValue)
                > ($1.reasons.count, $1.score, $1.registeredAt, $1.caseNumber.rawValue)
        }
    }

    private func samePerson(_ since: Instant, in transaction: borrowing Transaction) throws -> Set<String> {
        guard hasPhone else { return [] }
        let rows = try transaction.run(
            """
            SELECT case_id FROM cases
            WHERE district = \(district) AND registered_at >= \(since) AND phone_hash = ANY(ARRAY(
                SELECT decode(hash, 'hex') FROM unnest(string_to_array(\(phones), ',')) AS hash))
            ORDER BY registered_at DESC LIMIT 100
            """)
        return Set(try rows.map { try $0.decode(CaseID.self).rawValue })
    }

    /// - Returns: how many keys each case has that are phrases of this text, or its address.
    private func sharingKeys(in transaction: borrowing Transaction) throws -> [String: Int] {
        let own = marks.values.flatMap { $0.phrases + [$0.place].compactMap { $0 } }
        guard !own.isEmpty else { return [:] }
        let rows = try transaction.run(
            """
            SELECT found.case_id, count(*)
            FROM unnest(string_to_array(\(own.map(String.init).joined(separator: " ")), ' ')::bigint[]) AS own (hash)
                CROSS JOIN LATERAL (
                    SELECT k.case_id FROM case_sketch_keys k
                    WHERE k.district = \(district) AND k.hash = own.hash LIMIT \(Self.mostOfOneKey)::integer) AS found
            GROUP BY found.case_id ORDER BY count(*) DESC, found.case_id LIMIT \(Self.mostCandidates)::integer
            """)
        let found = try rows.map { row in
            let (id, count) = try row.decode((CaseID, Int64).self)
            return (id.rawValue, Int(count))
        }
        return Dictionary(uniqueKeysWithValues: found)
    }
}
