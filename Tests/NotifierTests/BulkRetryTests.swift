import Contracts
import Foundation
import TestSupport
import Testing

@testable import NotifierService

/// What operations do after an outage.
@Suite struct BulkRetryTests {
    private static let path = "\(NotifierFixture.changzhou)/deliveries:retry"
    private static let secondMinute = NotifierFixture.morning.advanced(bySeconds: 60)

    /// With three deliveries that were given up, one in each of the first minutes.
    private func failed() async throws -> NotifierFixture {
        let fixture = try await NotifierFixture.changzhou()
        let refusing = try Instance(beside: fixture, text: .answering([.refused(reason: "http410")]))
        for index in 0..<3 {
            try await fixture.hear(try fixture.appeal(number: "CZ200514-00000\(index)"))
            #expect(try await refusing.service.deliverDue() == 1)
            fixture.clock.advance(bySeconds: 60)
        }
        return fixture
    }

    private func retry(_ fixture: NotifierFixture, since: Instant) async throws -> Answer {
        try await fixture.send(.post, Self.path, text: #"{"failedSince":"\#(since.rfc3339)"}"#, as: .operations)
    }

    private func numbers(_ fixture: NotifierFixture, _ state: String) async throws -> [String] {
        try await fixture.asAdmin(
            "SELECT case_number FROM test_notifier.deliveries WHERE state = '\(state)' ORDER BY 1"
        ).map { try $0.decode(String.self) }
    }

    @Test func whatHasFailedSinceAnInstantGetsAllItsTriesAgain() async throws {
        let fixture = try await failed()
        let answer = try await retry(fixture, since: Self.secondMinute)
        #expect(answer.status == 200)
        #expect(answer.object["retried"] as? Int == 2)
        #expect(answer.object["left"] as? Int == 0)
        #expect(try await numbers(fixture, "failed") == ["CZ200514-000000"])
        #expect(try await numbers(fixture, "pending") == ["CZ200514-000001", "CZ200514-000002"])
        // Again, while they are pending, changes nothing.
        #expect(try await retry(fixture, since: Self.secondMinute).object["retried"] as? Int == 0)
        let rows = try await fixture.asAdmin(
            "SELECT round, attempts, tried_since IS NULL FROM test_notifier.deliveries WHERE state = 'pending'")
        for row in rows {
            let (round, attempts, isUntried) = try row.decode((Int, Int, Bool).self)
            #expect((round, attempts, isUntried) == (1, 0, true))
        }
        #expect(try await fixture.deliverAll() == 2)
        #expect(try await fixture.events(NotificationDelivered.self).count == 2)
        #expect(try await fixture.events(NotificationFailed.self).count == 3)
    }

    @Test func oneRequestPutsBackABoundedNumberTheEarliestFirstAndSaysHowManyAreLeft() async throws {
        let fixture = try await failed()
        let (retried, left) = try await fixture.store.database.transaction(scope: "changzhou") { transaction in
            let retried = try transaction.retryFailed(
                since: NotifierFixture.morning, of: "changzhou", atMost: 2)
            return (retried, try transaction.failures(since: NotifierFixture.morning, of: "changzhou"))
        }
        #expect((retried, left) == (2, 1))
        #expect(try await numbers(fixture, "failed") == ["CZ200514-000002"])
    }

    @Test func anotherDistrictsFailuresStayAsTheyAre() async throws {
        let fixture = try await failed()
        try await fixture.adopt("doumen")
        let answer = try await fixture.send(
            .post, "/v1/districts/doumen/deliveries:retry",
            text: #"{"failedSince":"\#(NotifierFixture.morning.rfc3339)"}"#, as: .operations)
        #expect(answer.status == 200)
        #expect(answer.object["retried"] as? Int == 0)
        #expect(try await numbers(fixture, "failed").count == 3)
    }

    @Test(arguments: ["{}", #"{"failedSince":"yesterday"}"#, #"{"failedSince":null}"#])
    func withoutAnInstantNothingIsPutBack(body: String) async throws {
        let fixture = try await NotifierFixture.changzhou()
        let answer = try await fixture.send(.post, Self.path, text: body, as: .operations)
        #expect(answer.status == 400)
        #expect(answer.faults == ["failedSince"])
    }

    @Test func anUnknownDistrictHasNoFailures() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let answer = try await fixture.send(
            .post, "/v1/districts/nowhere/deliveries:retry",
            text: #"{"failedSince":"\#(NotifierFixture.morning.rfc3339)"}"#, as: .operations)
        #expect(answer.status == 404)
    }
}
