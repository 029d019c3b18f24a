import Contracts
import Messaging
import Postgres

extension Transaction {
    /// Notes that a calendar came into force; what follows from it is done in batches, outside the handler.
    borrowing func noteChange(_ message: Received<CalendarPublished>) throws {
        try execute(
            """
            INSERT INTO calendar_changes (version, event_id, published_at)
            VALUES (\(message.event.version), \(message.envelope.id)::uuid, \(message.time))
            ON CONFLICT (version) DO NOTHING
            """)
    }
}
