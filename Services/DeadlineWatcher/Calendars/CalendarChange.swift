import Contracts
import Postgres

/// A calendar that came into force, with the event that said so.
struct CalendarChange: Sendable {
    let version: String
    let event: EventID
    let publishedAt: Instant
}

extension Transaction {
    /// Every calendar that has come, in the order in which they came into force.
    borrowing func calendarChanges() throws -> [CalendarChange] {
        try run("SELECT version, event_id, published_at FROM calendar_changes ORDER BY published_at, version").map {
            row in
            let (version, event, at) = try row.decode((String, EventID, Instant).self)
            return CalendarChange(version: version, event: event, publishedAt: at)
        }
    }
}
