import Foundation
import IntakeService
import ServiceKit
import TestSupport
import Testing

/// What is too large or too much for a service's process to take.
@Suite struct BoundTests {
    @Test func anAppealOfTenMegabytesIsRefusedWithAProblemAndNothingIsStored() async throws {
        let stack = try await Stack()
        let intake = try await stack.intake()
        let text = #"{"text":"\#(String(repeating: "x", count: 10_000_000))"}"#
        let answer = try await intake.send(.post, "/v1/districts/changzhou/appeals", text: text)
        #expect(answer.status == 413)
        #expect(answer.headers["Content-Type"] == "application/problem+json")
        #expect(answer.object["status"] as? Int == 413)
        #expect(try await stack.count("cases") == 0)
        // The process is none the worse for it.
        #expect(try await stack.appeal("k", to: intake).status == 201)
        #expect(try await stack.count("cases") == 1)
    }

    @Test func requestsBeyondTheBoundAreToldToComeAgainAndProbesAreNot() async throws {
        let stack = try await Stack()
        let intake = try await stack.intake()
        try await intake.stop()
        try intake.start(with: ["HOTLINE_HTTP_REQUESTS": "1"])
        try await intake.untilReady()
        let cases = HeldTable("\(stack.namespace)_intake.cases", as: stack.database)
        let first = try await cases.whileHeld {
            let first = Task { try await stack.appeal("first", to: intake) }
            try await eventually("the first is in hand") { try await cases.waiting() == 1 ? true : nil }
            let refused = try await stack.appeal("second", to: intake)
            #expect(refused.status == 503 && refused.headers["Retry-After"] == "1", "\(refused)")
            for path in ["/healthz", "/readyz", "/metrics"] {
                #expect(try await intake.send(.get, path).status == 200)
            }
            return first
        }
        #expect(try await first.value.status == 201)
        #expect(try await stack.appeal("second", to: intake).status == 201)
        #expect(try await stack.count("cases") == 2)
    }

    @Test func everyServiceHasABoundUnlessItIsSetOtherwise() {
        #expect(Self.bound([:]) == (512, []))
        #expect(Self.bound(["HOTLINE_HTTP_REQUESTS": "4096"]) == (4_096, []))
        for text in ["0", "-1", "many", "100001"] {
            #expect(
                Self.bound(["HOTLINE_HTTP_REQUESTS": text]).faults.map { $0.prefix(21) } == ["HOTLINE_HTTP_REQUESTS"])
        }
    }

    private static func bound(_ environment: [String: String]) -> (most: Int?, faults: [String]) {
        let files = ["HOTLINE_KEY_RING", "HOTLINE_MASTER_KEY", "HOTLINE_TOKENS", "KAFKA_BOOTSTRAP_SERVERS"]
        let all = environment.merging(files.map { ($0, "x:1") }) { $1 }
        var settings = Settings(product: "intake", environment: all)
        let host = HostSettings(for: IntakeService.self, from: &settings, environment: all)
        return (host.http.maximumConcurrentRequests, settings.faults)
    }
}
