import Contracts
import Foundation
import TestSupport
import Testing

@testable import OperatorService

/// A calendar that is worked through while the watcher is killed.
@Suite(.serialized) struct CalendarCrashTests {
    @Test(arguments: Cluster.all) func eachDeadlineIsMovedOnceAcrossAKill(on cluster: Cluster) async throws {
        try await Pipeline.running(try await Stack(on: cluster)) { pipeline in
            let appeal = try await Appeal(in: pipeline, "recomputed", fields: #""category":"complaint""#)
            _ = try await appeal.workOrder()
            try await eventually("closing runs", within: .seconds(30)) {
                try await appeal.deadlines().contains("close running") ? true : nil
            }
            try await pipeline.rest()
            let before = try await Self.due(of: appeal)
            let notice = try HolidayNotice("cn-test", from: 3, count: 7)
            try await PipelineTests.killing(pipeline, [.init(.deadlineWatcher, "watcher.recomputed")]) {
                try await notice.publish(in: pipeline)
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
}
