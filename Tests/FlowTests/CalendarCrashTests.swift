import Contracts
import Foundation
import TestSupport
import Testing

@testable import OperatorService

/// A calendar that is worked through while the watcher is killed.
@Suite(.serialized) struct CalendarCrashTests {
    @Test func eachDeadlineIsMovedOnceAcrossAKill() async throws {
        try await Pipeline.running(try await Stack()) { pipeline in
            let appeal = try await Appeal(in: pipeline, "recomputed", fields: #""category":"complaint""#)
            _ = try await appeal.workOrder()
            try await eventually("closing runs", within: .seconds(30)) {
                try await appeal.deadlines().contains("close running") ? true : nil
            }
            try await pipeline.rest()
            let before = try await Self.due(of: appeal)
            let table = try Self.table(withHolidaysFrom: 3, count: 7)
            try await PipelineTests.killing(pipeline, [.init(.deadlineWatcher, "watcher.recomputed")]) {
                let answer = try await pipeline[.intake].send(
                    .put, "/v1/calendars/cn-test", text: table,
                    headers: pipeline.stack.authorization(of: "operator").merging(["Content-Type": "text/csv"]) { $1 })
                #expect(answer.status < 300, "\(answer)")
                try await eventually("it is worked through", within: .seconds(60)) {
                    try await pipeline.count(
                        .deadlineWatcher, "recomputations WHERE version = 'cn-test' AND is_done") == 4 ? true : nil
                }
            }
            try await pipeline.rest()
            let after = try await Self.due(of: appeal)
            #expect(after != before)
            let moved = try await pipeline.texts(
                .deadlineWatcher,
                """
                SELECT data::json->>'clock' || ' ' || (data::json->>'due') FROM journal
                WHERE subject = '\(appeal.id)' AND type = 'hotline.DeadlineMoved' ORDER BY 1
                """)
            #expect(moved.filter { $0.hasPrefix("close ") } == ["close \(after)"])
            #expect(Set(moved).count == moved.count)
        }
    }

    private static func due(of appeal: Appeal) async throws -> String {
        let due = try await appeal.pipeline.texts(
            .deadlineWatcher,
            """
            SELECT to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM deadlines
            WHERE case_id = '\(appeal.id)' AND clock = 'close'
            """)
        return try #require(due.first)
    }

    /// The national table with holidays more, some days from now.
    private static func table(withHolidaysFrom first: Int32, count: Int32) throws -> String {
        let file = Stack.deploy.appending(path: "calendar/cn_calendar.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let today = CivilDay(ofUTC: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
        let known = Set(lines.map { String($0.prefix(10)) })
        let added = (first..<first + count).map { today.advanced(by: Int($0)).description }
            .filter { !known.contains($0) }.map { "\($0),holiday,test" }
        let rows = (lines.filter { $0.first?.isNumber ?? false }.map(String.init) + added).sorted()
        return (["# version: cn-test", "# issued: 2026-11-01", "date,kind,name"] + rows).joined(separator: "\n") + "\n"
    }
}
