import Foundation
import HTTP
import Synchronization
import Testing

@testable import ServiceKit

@Suite struct HealthTests {
    /// Elapsed time that a test moves.
    private final class Elapsed: Sendable {
        private let value = Mutex(Duration.zero)
        var now: Duration { value.withLock(\.self) }
        func pass(_ duration: Duration) { value.withLock { $0 += duration } }
    }

    private struct Answer: Decodable {
        let status: String
        let checks: [Health.Finding]
    }

    private let elapsed = Elapsed()
    private let health: Health
    private let router: Router

    init() {
        let elapsed = elapsed
        health = Health { elapsed.now }
        let metrics = Metrics()
        metrics.counter("hotline_appeals_total", "Appeals.").add()
        var router = Router()
        router.onOperations(health: health, metrics: metrics)
        self.router = router
    }

    private func get(_ path: String) async throws -> (Int, Answer) {
        let response = await router.handle(try Request(.get, path))
        return (response.status, try JSONDecoder().decode(Answer.self, from: Data(response.body)))
    }

    @Test func aProcessWithoutLoopsIsAlive() async throws {
        let (status, answer) = try await get("/healthz")
        #expect(status == 200 && answer.status == "ok" && answer.checks.isEmpty)
    }

    @Test func aLoopThatStopsBeatingMakesTheProcessUnhealthyByName() async throws {
        let relay = health.heartbeat("relay", limit: .seconds(30))
        let inbox = health.heartbeat("inbox", limit: .seconds(60))
        elapsed.pass(.seconds(30))
        #expect(try await get("/healthz").0 == 200)
        elapsed.pass(.seconds(1))
        let (status, answer) = try await get("/healthz")
        #expect(status == 503 && answer.status == "unavailable")
        #expect(
            answer.checks == [
                .init(name: "relay", isGood: false, reason: "no beat for 31 s (limit 30s)"),
                .init(name: "inbox", isGood: true, reason: nil),
            ])
        relay.beat()
        inbox.beat()
        #expect(try await get("/healthz").0 == 200)
    }

    @Test func aLoopThatRestsWaitsForSomethingOutsideAsLongAsItTakes() async throws {
        let relay = health.heartbeat("relay")
        relay.rest()
        elapsed.pass(.seconds(3600))
        #expect(try await get("/healthz").0 == 200)
        relay.beat()
        elapsed.pass(.seconds(61))
        #expect(try await get("/healthz").0 == 503)
    }

    @Test func aCheckIsNotPassedBeforeItsOwnerSaysSo() async throws {
        let database = health.check("database")
        health.check("broker") { "broker: all down" }
        var (status, answer) = try await get("/readyz")
        #expect(status == 503)
        #expect(answer.checks.map(\.reason) == ["not looked at yet", "broker: all down"])
        database.pass()
        (status, answer) = try await get("/readyz")
        #expect(status == 503 && answer.checks.map(\.isGood) == [true, false])
    }

    @Test func readinessComesAndGoesWithItsChecks() async throws {
        let database = health.check("database")
        database.pass()
        #expect(try await get("/readyz").0 == 200)
        database.fail("SQLSTATE 57P01")
        let (status, answer) = try await get("/readyz")
        #expect(status == 503 && answer.checks.first?.reason == "SQLSTATE 57P01")
        #expect(try await get("/healthz").0 == 200)
    }

    @Test func metricsAreServedInPrometheusFormat() async throws {
        let response = await router.handle(try Request(.get, "/metrics"))
        #expect(response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(try ExpositionParser(String(decoding: response.body, as: UTF8.self)).samples.count == 1)
    }
}
