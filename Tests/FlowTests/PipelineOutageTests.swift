import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import OperatorService

/// All five services under load when what they stand on dies, or they themselves do.
@Suite(.serialized) struct PipelineOutageTests {
    @Test(arguments: Cluster.all)
    func killsAtRandomMomentsUnderLoadLoseAndDoubleNothing(on cluster: Cluster) async throws {
        try await Pipeline.running(Stack(on: cluster)) { pipeline in
            try await Self.load(pipeline) { loader in
                for _ in 1...3 {
                    for name in ServiceName.allCases.shuffled() {
                        try await loader.more(.random(in: 1...8), within: .seconds(20))
                        try await pipeline[name].kill()
                        try pipeline[name].start()
                    }
                }
            }
        }
    }

    /// Units and those who call back ask again, as they have to, until they are answered.
    @Test(arguments: Cluster.all)
    func killsAtRandomMomentsWhileMattersAreHandledLoseAndDoubleNothing(on cluster: Cluster) async throws {
        try await Pipeline.running(Stack(on: cluster)) { pipeline in
            let handled = try await withThrowingTaskGroup(of: Appeal?.self) { group in
                for number in 1...12 {
                    group.addTask {
                        let appeal = try await Appeal(in: pipeline, "handled-\(number)")
                        try await appeal.handle()
                        try await appeal.callBack()
                        return appeal
                    }
                }
                group.addTask {
                    for _ in 1...3 {
                        for name in ServiceName.allCases.shuffled() {
                            try await Task.sleep(for: .milliseconds(.random(in: 100...1_500)))
                            try await pipeline[name].kill()
                            try pipeline[name].start()
                        }
                    }
                    return nil
                }
                return try await group.compactMap { $0 }.reduce(into: [Appeal]()) { $0.append($1) }
            }
            try await pipeline.untilReady()
            try await Books(pipeline: pipeline).check(handled.map(\.number), within: .seconds(90))
            let done = "type LIKE '%.WorkOrderClosed' OR type LIKE '%.FormFiled'"
            #expect(try await pipeline.count(.dispatch, "journal WHERE \(done)") == 36)
            #expect(try await pipeline.count(.callbackSurvey, "callbacks WHERE outcome = 'solved'") == 12)
            for appeal in handled { #expect(try await appeal.status() == "completed") }
        }
    }

    @Test(arguments: Cluster.all)
    func whenPostgreSQLIsKilledAllFiveResumeByThemselves(on brokers: Cluster) async throws {
        let cluster = PrivateCluster.temporary("pipeline")
        defer { try? cluster.remove() }  // it goes with the process as well
        let stack = try await Stack(
            on: brokers, database: ConnectionSettings(postgresVariables: cluster.start()))
        try await Pipeline.running(stack) { pipeline in
            try await Self.load(pipeline) { loader in
                try await loader.more(40)
                try await cluster.kill()
                for name in ServiceName.allCases { try await pipeline[name].until(isReady: false) }
                try await cluster.start()
                try await pipeline.untilReady()
                try await loader.more(20)
            }
        }
    }

    @Test(
        .enabled(if: BrokerFixture.hasKafka, "the development broker forgets what it held: set KAFKA_HOME"),
        arguments: Cluster.all)
    func whenTheBrokerIsKilledEverythingArrivesAfterwardsOnce(on cluster: Cluster) async throws {
        let broker = try await BrokerFixture.exclusive(cluster)
        defer { try? broker.discard() }  // it goes with the process as well
        try await Pipeline.running(Stack(broker: broker)) { pipeline in
            try await Self.load(pipeline) { loader in
                try await loader.more(40)
                try await broker.kill()
                for name in ServiceName.allCases { try await pipeline[name].until(isReady: false) }
                let retries = loader.retries
                try await loader.more(40)
                #expect(loader.retries == retries)
                try await broker.restart()
                try await pipeline.untilReady()
                try await loader.more(20)
            }
        }
    }

    @Test(.onThreeBrokers)
    func whileOneOfThreeBrokersIsDeadEverythingGoesOn() async throws {
        let broker = try await BrokerFixture.exclusive(.three)
        defer { try? broker.discard() }  // it goes with the process as well
        try await Pipeline.running(Stack(broker: broker)) { pipeline in
            try await Self.load(pipeline) { loader in
                for node in [1, 3] {
                    try await loader.more(20)
                    try await broker.kill(node: node)
                    let retries = loader.retries
                    let appeal = try await Appeal(in: pipeline, "beside-dead-\(node)")
                    try await appeal.handle()
                    try await appeal.callBack()
                    #expect(loader.retries == retries)
                    try await broker.restart()
                    loader.note(appeal.number)
                }
            }
        }
    }

    /// Citizens send appeals while `body` does its worst; then everything must be as if nothing had happened.
    private static func load(_ pipeline: Pipeline, _ body: (Loader) async throws -> Void) async throws {
        let loader = Loader(pipeline.stack, pipeline[.intake], for: "xinbei")
        try await loader.whileSending(citizens: 2) { try await body(loader) }
        #expect(loader.faults == [])
        try await pipeline.untilReady()
        let numbers = Array(loader.numbers.values)
        try await Books(pipeline: pipeline).check(numbers, within: .seconds(90))
        #expect(try await pipeline.texts(.intake, "SELECT case_number FROM cases").sorted() == numbers.sorted())
        #expect(try await pipeline.count(.dispatch, "work_orders") == numbers.count)
    }
}
