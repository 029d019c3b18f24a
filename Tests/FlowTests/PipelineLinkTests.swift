import Contracts
import TestSupport
import Testing

@testable import OperatorService

extension PipelineTests {
    @Test("CZ-20, DM-45: a repeat closes with the earlier case: both citizens are told, and both read what came of it")
    func aRepeatClosesWithTheEarlierCase() async throws {
        let pipeline = try await Pipeline.shared()
        let parent = try await Appeal(in: pipeline, "link-parent")
        let child = try await Appeal(in: pipeline, "link-child")
        // The repeat is noticed when it has been answered and its citizen was to be rung.
        let order = try await child.workOrder()
        try await child.act(order, "sign")
        try await child.act(order, "contact", #"{"wasReached":true,"wasToldProcedureAndLimit":true}"#)
        try await child.act(order, "answer", #"{"text":"正在核实"}"#)
        let toRing = "callbacks WHERE case_id = '\(child.id)' AND state = 'open'"
        try await eventually("the repeat's citizen is to be rung", within: .seconds(30)) {
            try await pipeline.count(.callbackSurvey, toRing) == 1 ? true : nil
        }
        try await pipeline.ask(
            .intake, "changzhou/cases/\(child.number)/link", #"{"parent":"\#(parent.number)"}"#)
        try await pipeline.rest()
        #expect(try await pipeline.count(.callbackSurvey, toRing) == 0)
        #expect(try await child.status() == "dispatched")
        try await parent.handle(answer: "已经恢复供水")
        try await parent.callBack()
        try await Books(pipeline: pipeline).check([parent.number, child.number])
        for appeal in [parent, child] {
            let seen = try await appeal.look()
            #expect(seen["state"] == "completed" && seen["answer"] == "已经恢复供水")
            #expect(seen.objects("steps").last?["outcome"] as? String == "solved")
            let closes = try await pipeline.count(
                .notifier,
                """
                deliveries WHERE case_id = '\(appeal.id)' AND event_type = '\(WorkOrderClosed.type)'
                    AND recipient = 'citizen' AND state = 'delivered'
                """)
            #expect(closes == 1)
        }
        // The link alone has ended what was to be rung; nothing met the clock afterwards.
        let deadlines = try await child.deadlines()
        #expect(
            deadlines == [
                "answer met", "callback cancelled", "close met", "contact met", "paper cancelled", "sign met",
            ])
    }
}
