import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import OperatorService

extension PipelineTests {
    /// What an operator does when the watcher's schema is lost: stop it, let it make an empty schema at its start, and have
    /// intake, dispatch and callback-survey say everything again (`hotline replay --service …`), calendar and packs among
    /// it: what comes before these waits.
    @Test func afterTheLossOfItsSchemaTheWatcherReplaysToTheSameRowsAndIDsAndNothingDownstreamChanges() async throws {
        let pipeline = try await Pipeline.shared()
        let appeal = try await Appeal(in: pipeline, "replayed")
        try await appeal.handle()
        try await appeal.callBack()
        let open = try await Appeal(in: pipeline, "replayed-open")
        let (missed, _) = try await Self.noticed(in: pipeline, "replayed-missed", secondsFromNow: 3)
        try await eventually("the miss", within: .seconds(30)) {
            try await missed.deadlines().contains("notice missed") ? true : nil
        }
        // What a supervisor does is said by the watcher alone: nobody can say it again but its own topic.
        let supervision = try await Self.proposal(about: missed)
        for step in ["letter", "receipt"] {
            try await pipeline.ask(.deadlineWatcher, "doumen/supervisions/\(supervision)/\(step)", as: "supervisor")
        }
        for (step, body) in [
            ("answer", #"{"text":"督办后已修复"}"#), ("report", #"{"text":"已派人修复","feedback":"满意"}"#),
        ] {
            try await pipeline.ask(
                .deadlineWatcher, "doumen/supervisions/\(supervision)/\(step)", body, as: "doumen/jingan")
        }
        let (moved, later) = try await Self.duringAChangeOfTheCalendar(in: pipeline)
        try await Books(pipeline: pipeline).check(
            [appeal, open, missed, moved, later].map(\.number))
        let before = try await Self.everything(in: pipeline)

        let watcher = pipeline[.deadlineWatcher]
        try await watcher.stop(within: .seconds(20))
        let schema = pipeline.schema(.deadlineWatcher)
        _ = try await pipeline.stack.sql("DROP SCHEMA \(schema) CASCADE")
        // What has been said is old to it already, whatever the machine. It dies with one district told and the other not.
        // What the three services say again counts as one telling, however long a busy machine takes between them.
        let old = ["HOTLINE_OLD_AFTER": "1s", "HOTLINE_OLD_QUIET": "30s"]
        try watcher.start(failPoint: "watcher.told:2", with: old)
        try await watcher.untilReady(within: .seconds(40))
        #expect(try await pipeline.count(.deadlineWatcher, "rule_packs") == 0)
        #expect(try await pipeline.count(.deadlineWatcher, "deadlines") == 0)
        let services = ["intake", "dispatch", "callback-survey"]
        let said = try await Self.hotline(pipeline, ["replay"] + services.flatMap { ["--service", $0] })
        #expect(said.split(separator: "\n").count { $0.hasSuffix("facts will be sent again") } == services.count)
        try await watcher.untilGone(within: .seconds(90))
        #expect(try watcher.reachedPoints().last == "watcher.told")
        try watcher.start(with: old)
        try await watcher.untilReady(within: .seconds(40))
        try await pipeline.rest(within: .seconds(90))
        try await eventually("the miss is declared again", within: .seconds(30)) {
            try await missed.deadlines().contains("notice missed") ? true : nil
        }
        try await pipeline.rest()
        let after = try await Self.everything(in: pipeline)
        for (name, rows) in before {
            let again = after[name] ?? []
            #expect(again.count == rows.count, "\(name)")
            #expect(Set(rows).subtracting(again) == [], "gone from \(name)")
            #expect(Set(again).subtracting(rows) == [], "new in \(name)")
        }
        try await Books(pipeline: pipeline).check([appeal.number])
    }

    private static func hotline(_ pipeline: Pipeline, _ words: [String]) async throws -> String {
        var environment = pipeline.stack.environment
        environment["HOTLINE_DEPLOY"] = Stack.deploy.path
        environment["HOTLINE_RUN"] = pipeline.stack.folder.appending(path: "no-run").path
        return try await Script(
            programme: RunningService.build.appending(path: "hotline"), arguments: words, environment: environment
        ).run()
    }

    /// A holiday notice while deadlines run: one case is handled before it, one after it, one begins after it.
    private static func duringAChangeOfTheCalendar(in pipeline: Pipeline) async throws -> (moved: Appeal, later: Appeal)
    {
        let before = try await Appeal(in: pipeline, "replayed-before", fields: #""category":"complaint""#)
        try await before.handle()
        let moved = try await Appeal(in: pipeline, "replayed-moved", fields: #""category":"complaint""#)
        let order = try await moved.workOrder()
        try await moved.act(order, "sign")
        try await pipeline.rest()
        try await HolidayNotice("cn-replayed", from: 3, count: 7).publish(in: pipeline)
        let moves = try await pipeline.texts(
            .deadlineWatcher,
            """
            SELECT DISTINCT subject FROM journal WHERE type = 'hotline.DeadlineMoved' AND data::json->>'cause' = 'calendar'
            """)
        #expect(moves.contains(moved.id) && !moves.contains(before.id))
        let later = try await Appeal(in: pipeline, "replayed-later", fields: #""category":"complaint""#)
        _ = try await later.workOrder()
        try await moved.act(order, "contact", #"{"wasReached":true,"wasToldProcedureAndLimit":true}"#)
        try await moved.act(order, "answer", #"{"text":"已经恢复供水"}"#)
        return (moved, later)
    }

    /// Every deadline's row and every event's id and data of the watcher, and all that the others keep.
    ///
    /// Without what is void: that is there only where a deadline had been announced before a fact on another topic made it
    /// void, and whether it had depends on which topic came first.
    private static func everything(in pipeline: Pipeline) async throws -> [String: [String]] {
        var found: [String: [String]] = [:]
        let watcher = [
            "deadlines": UndisturbedWatcher.rows,
            "moves":
                "SELECT concat_ws(' ', deadline, moves) FROM deadlines WHERE moves IS NOT NULL AND status <> 'void'",
            "supervisions": "SELECT row_to_json(s)::text FROM supervisions s",
            "events": """
            SELECT concat_ws(' ', type, subject, event_id, extract(epoch FROM time), data::jsonb) FROM journal
            WHERE data::json->>'deadline' IS NULL OR data::json->>'deadline' NOT IN (
                SELECT deadline::text FROM deadlines WHERE status = 'void')
            """,
        ]
        for (name, query) in watcher { found["watcher's \(name)"] = try await pipeline.texts(.deadlineWatcher, query) }
        let others: [(ServiceName, [String])] = [
            (.intake, ["cases", "case_facts", "broadcasts"]), (.dispatch, ["cases", "work_orders", "steps"]),
            (.callbackSurvey, ["cases", "work_orders", "callbacks", "deadlines", "escalations"]),
            (.notifier, ["cases", "work_orders", "deliveries"]),
        ]
        for (service, tables) in others {
            for table in tables {
                found["\(service.rawValue)'s \(table)"] = try await pipeline.texts(
                    service, "SELECT row_to_json(t)::text FROM \(table) t")
            }
            for (table, column) in [("journal", "event_id"), ("inbox", "message_id")] {
                found["\(service.rawValue)'s \(table)"] = try await pipeline.texts(
                    service, "SELECT \(column)::text FROM \(table)")
            }
        }
        return found
    }
}
