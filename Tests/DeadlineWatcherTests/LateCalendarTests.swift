import Contracts
import Foundation
import TestSupport
import Testing

@Suite("Whether the calendar or the facts come first, the deadlines are the same")
struct LateCalendarTests {
    @Test("without any calendar no deadline is reckoned: facts wait, and say for what")
    func factsWait() async throws {
        let watcher = try await withPacks()
        for tale in tales(watcher) { try await tell(tale) }
        #expect(try await watcher.count("deadlines") == 0)
        #expect(
            try await texts(
                watcher, "SELECT DISTINCT reason FROM test_deadline_watcher.held_messages WHERE kind = 'waiting'")
                == ["waits for national/working-calendar"])
        #expect(try await watcher.events(MessageParked.self).isEmpty)
    }

    @Test("the calendar releases what waits in every district, and runs that are long over are reckoned with it")
    func calendarLast() async throws {
        let watcher = try await withPacks()
        let other = try await withPacks()
        try await other.hearCalendar()
        for (late, early) in zip(tales(watcher), tales(other)) {
            var early = early
            early.id = late.id
            try await tell(late)
            try await tell(early)
        }
        try await watcher.hearCalendar()
        #expect(try await watcher.count("held_messages") == 0)
        let rows = try await rows(watcher)
        #expect(try await rows == self.rows(other))
        for district in ["changzhou", "doumen"] {
            #expect(rows.contains { $0.hasPrefix("\(district) ") && $0.hasSuffix(" f cn-2026.1") })
        }
    }

    private func withPacks() async throws -> WatcherFixture {
        let watcher = try await WatcherFixture(at: at("2020-05-14T10:10"))
        for district in ["changzhou", "doumen"] { try await watcher.hearPack(of: district) }
        return watcher
    }

    private func tales(_ watcher: WatcherFixture) -> [Tale] { [.changzhou(watcher), .doumen(watcher)] }

    /// Over the holidays of May, and done with before any calendar.
    private func tell(_ tale: Tale) async throws {
        try await tale.registered("2020-04-29T10:00")
        try await tale.dispatched("2020-04-29T10:10", registered: "2020-04-29T10:00")
        try await tale.hear(tale.signed, "2020-04-29T11:00")
        try await tale.hear(tale.answered, "2020-05-07T10:00")
        try await tale.hear(tale.closed, "2020-05-07T11:00")
    }

    private func rows(_ watcher: WatcherFixture) async throws -> [String] {
        try await texts(
            watcher,
            """
            SELECT concat_ws(' ', district, clock, status, case_id, deadline, extract(epoch FROM due_at),
                extract(epoch FROM ended_at), is_provisional, calendar_version)
            FROM test_deadline_watcher.deadlines ORDER BY 1
            """)
    }

    private func texts(_ watcher: WatcherFixture, _ query: String) async throws -> [String] {
        try await watcher.asAdmin(query).map { try $0.decode(String.self) }
    }
}
