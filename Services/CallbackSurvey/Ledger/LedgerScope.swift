import Contracts
import HTTP
import WorkingCalendar

/// Which appeals a ledger is about: those registered from one instant until before another, or those of a broadcast.
struct LedgerScope: Sendable {
    let district: DistrictID
    var from: Instant?
    var until: Instant?
    var broadcast: BroadcastID?

    /// - Parameter query: `from` and `to`, days of the district's zone, both of them included; either may be left out.
    /// - Throws: `Problem` 400 that names the parameter.
    init(district: DistrictID, query: [String: String], zone: ZoneOffset) throws(Problem) {
        self.district = district
        let first = try Self.day("from", query)
        let last = try Self.day("to", query)
        if let first, let last, last < first { throw Problem.invalid("to", "lies before from") }
        from = first.map { zone.instant(on: $0, second: 0) }
        until = last.map { zone.instant(on: $0.advanced(by: 1), second: 0) }
    }

    /// Everything that was registered before an instant.
    init(district: DistrictID, until: Instant) {
        self.district = district
        self.until = until
    }

    init(district: DistrictID, broadcast: BroadcastID) {
        self.district = district
        self.broadcast = broadcast
    }

    private static func day(_ name: String, _ query: [String: String]) throws(Problem) -> CivilDay? {
        guard let text = query[name] else { return nil }
        guard let day = CivilDay(text), (1900...2999).contains(day.year) else {
            throw Problem.invalid(name, "must be a day such as 2020-05-14")
        }
        return day
    }
}
