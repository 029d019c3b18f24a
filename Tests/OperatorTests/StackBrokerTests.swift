import Foundation
import Testing

@testable import OperatorService

/// A run folder keeps the broker that it began with.
@Suite struct StackBrokerTests {
    @Test func whoeverNamesAnotherBrokerThanTheFirstHearsThatItIsNotFollowed() async throws {
        let stack = try StackFixture(without: ["KAFKA_HOME", "KAFKA_BOOTSTRAP_SERVERS"])
        let first = try await complaints(of: stack)
        let address = try #require(try stack.settings().run.brokerVariables.read()["KAFKA_BOOTSTRAP_SERVERS"])
        let again = try await complaints(of: stack)
        let itself = try await complaints(of: stack, ["KAFKA_BOOTSTRAP_SERVERS": address])
        let another = try await complaints(of: stack, ["KAFKA_BOOTSTRAP_SERVERS": "elsewhere:9092"])
        let home = try await complaints(of: stack, ["KAFKA_HOME": "/opt/kafka"])
        #expect([first, again, itself] == ["", "", ""])
        for (words, name) in [(another, "KAFKA_BOOTSTRAP_SERVERS"), (home, "KAFKA_HOME")] {
            #expect(words.contains("\(name) is not followed"), "\(words)")
            #expect(words.contains("began with another broker (development)") && words.contains("make clean"))
        }
        // It is the same one as before.
        #expect(try stack.settings().run.brokerVariables.read()["KAFKA_BOOTSTRAP_SERVERS"] == address)
        try await StackFoundations(settings: stack.settings(), terminal: .silent).stopBroker()
        try stack.remove()
    }

    private func complaints(of stack: StackFixture, _ variables: [String: String] = [:]) async throws -> String {
        var environment = stack.environment.merging(variables) { $1 }
        environment["HOTLINE_PROGRAMMES"] = StackFixture.programmes.path
        let settings = try StackSettings(environment)
        try settings.run.prepare()
        let terminal = CollectingTerminal()
        try await StackFoundations(settings: settings, terminal: terminal.terminal).startBroker()
        return terminal.complained
    }
}
