import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import Sealing

/// What is to be called now, the longest due first.
struct CallbackList: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        let callback: CallbackID
        let `case`: CaseID
        let caseNumber: CaseNumber
        let category: String?
        let broadcast: BroadcastID?
        let unit: UnitID
        let round: Int
        let method: String
        let attempts: Int
        let dueAt: Instant
        /// As forms and lists name whom to call (rule CZ-48); nil where the key of the month is gone.
        var complainant: String?
        /// Whom to call; nil where the key of the month is gone.
        var citizen: Citizen?
    }

    let callbacks: [Item]
    /// The cursor of the next page; nil on the last one.
    let next: String?
}

/// Which part of the list is wanted.
struct CallbackPage: Sendable {
    let limit: Int
    let after: (dueAt: Instant, callback: String)?

    /// - Throws: `Problem` 400 that names the parameter.
    init(query: [String: String]) throws(Problem) {
        limit =
            try query["limit"].map { text throws(Problem) in
                guard let limit = Int(text), (1...200).contains(limit) else {
                    throw Problem.invalid("limit", "must be 1 to 200")
                }
                return limit
            } ?? 50
        after = try query["cursor"].map { text throws(Problem) in
            let parts = text.split(separator: "~", omittingEmptySubsequences: false)
            guard parts.count == 2, let at = Instant(rfc3339: String(parts[0])),
                let id = UUID(uuidString: String(parts[1]))
            else { throw Problem.invalid("cursor", "is not one that this list gave") }
            return (at, id.uuidString.lowercased())
        }
    }

    static func cursor(after item: CallbackList.Item) -> String { "\(item.dueAt)~\(item.callback)" }
}

/// An item with its citizen still sealed.
struct SealedItem: Sendable {
    let item: CallbackList.Item
    let citizen: SealedText?
    let isAnonymous: Bool

    var `case`: CaseID { item.case }

    /// - Parameter failed: told of a box that cannot be opened; the item is shown without its citizen.
    func opened(by keys: KeyRing, in district: DistrictID, failed: (any Error) -> Void) -> CallbackList.Item {
        var item = item
        if isAnonymous || citizen == nil { item.complainant = Citizen.anonymous }
        guard let citizen else { return item }
        do {
            let subject = SealSubject(district: district, case: item.case)
            let json = try keys.openBytes(citizen, field: "citizen", of: subject)
            let known = try JSONDecoder().decode(Citizen.self, from: Data(json))
            // Who is anonymous is on the list only where a district asks such people, too: it is rung and not named.
            item.citizen = isAnonymous ? Citizen(phone: known.phone) : known
            item.complainant = Citizen.complainant(item.citizen, isAnonymous: isAnonymous)
        } catch {
            failed(error)
        }
        return item
    }
}

extension Transaction {
    /// - Returns: one more than the page holds when there are more.
    borrowing func callbacks(to page: CallbackPage, of district: DistrictID, at now: Instant) throws -> [SealedItem] {
        let rows = try run(
            """
            SELECT callback, case_id, case_number, category, broadcast, unit, round, method, attempts,
                next_attempt_at, citizen_key, citizen_box, is_anonymous
            FROM callbacks JOIN cases USING (district, case_id)
            WHERE district = \(district) AND state = 'open' AND next_attempt_at <= \(now)
                AND (\(page.after?.dueAt)::timestamptz IS NULL OR (next_attempt_at, callback)
                    > (\(page.after?.dueAt)::timestamptz, \(page.after?.callback)::uuid))
            ORDER BY next_attempt_at, callback LIMIT \(page.limit + 1)
            """)
        return try rows.map { row in
            let (id, subject, number, category, broadcast, unit, round, method, attempts, due, key, box, isAnonymous) =
                try row.decode(
                    (
                        CallbackID, CaseID, CaseNumber, String?, BroadcastID?, UnitID, Int, String, Int, Instant,
                        String?, String?, Bool
                    ).self)
            let item = CallbackList.Item(
                callback: id, case: subject, caseNumber: number, category: category, broadcast: broadcast, unit: unit,
                round: round, method: method, attempts: attempts, dueAt: due)
            let sealed = key.flatMap { key in box.map { SealedText(keyId: key, box: $0) } }
            return SealedItem(item: item, citizen: sealed, isAnonymous: isAnonymous)
        }
    }
}
