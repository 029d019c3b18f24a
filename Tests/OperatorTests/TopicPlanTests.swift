import Contracts
import Testing

@testable import OperatorService

@Suite struct TopicPlanTests {
    @Test(arguments: Topic.allCases) func whatMustOutliveABrokersWeekIsKept(topic: Topic) throws {
        let name = topic.name(in: "x")
        let spec = try #require(TopicPlan.specs("x").first { $0.name == name })
        #expect(spec.config["cleanup.policy"] == (topic.isCompacted ? "compact" : nil))
        #expect(spec.config["retention.ms"] == (topic == .escalations ? "-1" : nil))
    }
}
