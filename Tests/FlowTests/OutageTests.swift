import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

/// What intake does when what it stands on dies under load, or it itself does.
@Suite(.serialized) struct OutageTests {
    @Test func fiveKillsUnderLoadLoseAndDoubleNothing() async throws {
        let stack = try await Stack()
        let intake = try await stack.intake()
        let loader = Loader(stack, intake)
        try await loader.whileSending {
            for _ in 1...5 {
                try await loader.more(.random(in: 5...60))
                try await Task.sleep(for: .milliseconds(.random(in: 0...50)))
                try await intake.kill()
                try intake.start()
            }
            try await intake.untilReady()
            try await loader.more(20)
        }
        #expect(loader.retries > 0)
        try await Self.checkAll(loader, stack, intake)
    }

    @Test func whenPostgreSQLIsKilledNothingAcknowledgedIsLostAndIntakeResumes() async throws {
        let cluster = PrivateCluster.temporary("flow")
        defer { try? cluster.remove() }  // it goes with the process as well
        let stack = try await Stack(database: ConnectionSettings(postgresVariables: cluster.start()))
        let intake = try await stack.intake()
        let loader = Loader(stack, intake)
        try await loader.whileSending {
            try await loader.more(50)
            try await cluster.kill()
            try await intake.until(isReady: false)
            let answer = try await stack.appeal("key-alone", to: intake)
            #expect(answer.status == 503 && answer.headers["Retry-After"] != nil)
            try await cluster.start()
            try await intake.untilReady()
            try await loader.more(50)
        }
        #expect(intake.isRunning)
        try await Self.checkAll(loader, stack, intake)
    }

    @Test(arguments: Cluster.all)
    func whenTheBrokerIsKilledIntakeTakesAppealsAndSendsThemAfterwardsOnce(on cluster: Cluster) async throws {
        let broker = try await BrokerFixture.exclusive(cluster)
        defer { try? broker.discard() }  // it goes with the process as well
        let stack = try await Stack(broker: broker)
        let intake = try await stack.intake()
        let loader = Loader(stack, intake)
        try await loader.whileSending {
            try await loader.more(50)
            try await broker.kill()
            try await intake.until(isReady: false)
            let before = loader.retries
            try await loader.more(50)
            #expect(loader.retries == before)
            try await broker.restart()
            try await intake.untilReady(within: .seconds(30))
            try await loader.more(20)
        }
        #expect(intake.isRunning)
        try await Self.checkAll(loader, stack, intake)
    }

    @Test func whileTheBrokerIsAwayAnOrderlyEndTakesSecondsOnlyAndLosesNothing() async throws {
        let broker = try await BrokerFixture.exclusive()
        defer { try? broker.discard() }  // it goes with the process as well
        let stack = try await Stack(broker: broker)
        let intake = try await stack.intake()
        try await eventually("the rules are sent") { try await stack.count("unsent") == 0 ? true : nil }
        try await broker.kill()
        let answer = try await stack.appeal("k", to: intake)
        #expect(answer.status == 201)
        let began = ContinuousClock.now
        try await intake.stop(within: .seconds(25))
        #expect(ContinuousClock.now - began < .seconds(15))
        #expect(try await stack.count("unsent") == 1)
    }

    /// Every acknowledged case is in the database once and on the topic, was handled once, and is answered alike again.
    private static func checkAll(_ loader: Loader, _ stack: Stack, _ intake: RunningService) async throws {
        #expect(loader.faults == [])
        let numbers = loader.numbers.values.sorted()
        #expect(Set(numbers).count == numbers.count)
        let stored = try await stack.texts("SELECT case_number FROM cases ORDER BY case_number")
        #expect(stored == numbers)
        // A cluster of three beside other tests needs half a minute until each partition has its leader again.
        try await eventually("everything is sent", within: .seconds(90)) {
            try await stack.count("unsent") == 0 ? true : nil
        }
        #expect(try await Listener(stack).hear(numbers.count).sorted() == numbers)
        if let (key, number) = loader.numbers.first {
            #expect(try await stack.appeal(key, to: intake)["caseNumber"] == number)
        }
        try await intake.stop()
    }
}
