import Contracts
import HTTP
import ServiceKit

/// Reads the parameters of a list's query, and keeps all that is wrong with them.
struct ListQuery {
    private let query: [String: String]
    private(set) var check = FieldCheck()

    /// - Parameter known: the parameters that the list has; another one is a fault.
    init(_ request: Request, known: Set<String>) {
        query = request.query
        for name in query.keys.sorted() where !known.contains(name) { check.fault(name, "is not known here") }
    }

    mutating func name<Name: RawRepresentable<String> & CaseIterable>(_ field: String, _: Name.Type) -> Name? {
        guard let text = query[field] else { return nil }
        let name = Name(rawValue: text)
        if name == nil {
            check.fault(field, "must be one of \(Name.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return name
    }

    mutating func unit() -> UnitID? {
        guard let text = query["unit"] else { return nil }
        guard text.isSlug else {
            check.fault("unit", "is not a unit's id")
            return nil
        }
        return UnitID(text)
    }

    mutating func instant(_ field: String) -> Instant? {
        guard let text = query[field] else { return nil }
        let instant = Instant(rfc3339: text)
        if instant == nil { check.fault(field, "must be an RFC 3339 time with offset") }
        return instant
    }

    mutating func after() -> Cursor? {
        guard let text = query["after"] else { return nil }
        let cursor = Cursor(text)
        if cursor == nil { check.fault("after", "must be what nextAfter gave") }
        return cursor
    }

    mutating func limit() -> Int {
        guard let text = query["limit"] else { return 50 }
        guard let limit = Int(text), (1...100).contains(limit) else {
            check.fault("limit", "must be 1 to 100")
            return 50
        }
        return limit
    }

    /// - Throws: one `Problem` 400 with every fault.
    func finish() throws(Problem) { try check.finish() }
}
