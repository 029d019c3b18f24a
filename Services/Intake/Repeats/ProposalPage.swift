import Contracts
import HTTP
import ServiceKit

/// Which part of the list of proposals is wanted.
struct ProposalPage: Sendable {
    typealias Place = (foundAt: Instant, id: Int64)

    private static let known: Set<String> = ["limit", "cursor"]

    let limit: Int
    let after: Place?

    /// - Throws: `Problem` 400 with every parameter that is wrong.
    init(query: [String: String]) throws(Problem) {
        var check = FieldCheck()
        for name in query.keys.sorted() where !Self.known.contains(name) { check.fault(name, "is not known here") }
        let limit = query["limit"].map { Int($0) ?? 0 } ?? 50
        if !(1...200).contains(limit) { check.fault("limit", "must be 1 to 200") }
        let after = query["cursor"].flatMap(Self.place)
        if query["cursor"] != nil, after == nil { check.fault("cursor", "is not one that this list gave") }
        try check.finish()
        (self.limit, self.after) = (limit, after)
    }

    private static func place(_ cursor: String) -> Place? {
        let parts = cursor.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Instant(rfc3339: String(parts[0])), let id = Int64(parts[1]) else {
            return nil
        }
        return (at, id)
    }

    static func cursor(after place: Place) -> String { "\(place.foundAt.rfc3339)~\(place.id)" }
}
