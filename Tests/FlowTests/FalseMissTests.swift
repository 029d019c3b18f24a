import Contracts
import Foundation
import TestSupport
import Testing

@testable import OperatorService

/// A timely answer that reaches the watcher after the due instant is timely.
@Suite(.serialized) struct FalseMissTests {
    @Test(arguments: Cluster.all)
    func aBrokerThatIsAwayOverTheDueInstantMakesNoFalseMiss(on cluster: Cluster) async throws {
        let broker = try await BrokerFixture.exclusive(cluster)
        defer { try? broker.discard() }  // it goes with the process as well
        try await Pipeline.running(Stack(broker: broker)) { pipeline in
            let (appeal, order) = try await PipelineTests.noticed(in: pipeline, "away", secondsFromNow: 10)
            try await pipeline.rest()
            try await broker.kill()
            try await appeal.act(order, "answer", #"{"text":"已经处理"}"#)
            #expect(try await pipeline.count(.dispatch, "unsent") > 0)
            try await Self.dueInstant(of: appeal)
            // Nobody can tell yet whether it was met.
            #expect(try await appeal.deadlines().contains("notice running"))
            // Dispatch finds the broker later than the watcher does.
            try await pipeline[.dispatch].frozen {
                try await broker.restart()
                try await pipeline[.deadlineWatcher].untilReady(within: .seconds(60))
                try await Task.sleep(for: .seconds(7))
            }
            try await pipeline.untilReady()
            try await Self.checkTimely(appeal, order, pipeline)
            // Not declared and withdrawn: never declared, so nobody was told.
            let said = try await Self.said(of: appeal, pipeline)
            #expect(!said.contains("DeadlineMissed") && !said.contains("SupervisionProposed"))
        }
    }

    @Test(arguments: Cluster.all)
    func aMissDeclaredWhileDispatchIsDownIsWithdrawnWithAllThatItSetOff(on cluster: Cluster) async throws {
        try await Pipeline.running(Stack(on: cluster)) { pipeline in
            let (appeal, order) = try await PipelineTests.noticed(in: pipeline, "down", secondsFromNow: 12)
            try await pipeline.rest()
            // Dispatch dies with the answer in its outbox, and stays down.
            try await pipeline[.dispatch].stop()
            try pipeline[.dispatch].start(failPoint: "relay.sending")
            async let answered: Void = appeal.act(order, "answer", #"{"text":"已经处理"}"#)
            try await pipeline[.dispatch].untilGone()
            #expect(try pipeline[.dispatch].reachedPoints() == ["relay.sending"])
            #expect(
                try await pipeline.count(
                    .dispatch, "journal WHERE subject = '\(appeal.id)' AND type ~ 'WorkOrderAnswered'") == 1)
            try await eventually("the miss is declared", within: .seconds(30)) {
                try await appeal.deadlines().contains("notice missed") ? true : nil
            }
            try pipeline[.dispatch].start()
            try await answered
            try await Self.checkTimely(appeal, order, pipeline)
            let said = try await Self.said(of: appeal, pipeline)
            #expect(said.contains("DeadlineMissed") && said.contains("DeadlineMissWithdrawn"))
            #expect(said.contains("SupervisionProposed") && said.contains("SupervisionWithdrawn"))
        }
    }

    private static func dueInstant(of appeal: Appeal) async throws {
        try await eventually("the due instant is over", within: .seconds(30)) {
            try await appeal.pipeline.texts(
                .deadlineWatcher,
                """
                SELECT clock FROM deadlines WHERE case_id = '\(appeal.id)' AND clock = 'notice'
                    AND due_at + interval '1 second' < clock_timestamp()
                """
            ).first
        }
    }

    private static func said(of appeal: Appeal, _ pipeline: Pipeline) async throws -> [String] {
        try await pipeline.texts(
            .deadlineWatcher,
            "SELECT substr(type, 9) FROM journal WHERE subject = '\(appeal.id)' ORDER BY position")
    }

    /// The answer counts: no miss stands, nor anything that one set off, here or in the ledger.
    private static func checkTimely(_ appeal: Appeal, _ order: String, _ pipeline: Pipeline) async throws {
        try await eventually("the notice is met", within: .seconds(60)) {
            try await appeal.deadlines().contains("notice met") ? true : nil
        }
        try await pipeline.rest()
        let said = try await said(of: appeal, pipeline)
        #expect(
            said.filter { $0 == "DeadlineMissed" }.count == said.filter { $0 == "DeadlineMissWithdrawn" }.count)
        #expect(
            said.filter { $0 == "SupervisionProposed" }.count == said.filter { $0 == "SupervisionWithdrawn" }.count)
        let standing = "supervisions WHERE withdrawn_at IS NULL"
        #expect(try await pipeline.count(.deadlineWatcher, standing) == 0)
        let missed = "deadlines WHERE missed_at IS NOT NULL AND withdrawn_at IS NULL"
        #expect(try await pipeline.count(.callbackSurvey, missed) == 0)
    }
}
