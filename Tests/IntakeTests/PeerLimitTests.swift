import HTTP
import Synchronization
import Testing

@testable import IntakeService

@Suite struct PeerLimitTests {
    private final class Time: Sendable {
        private let value = Mutex(Duration.seconds(1))
        var now: Duration { value.withLock(\.self) }
        func pass(_ duration: Duration) { value.withLock { $0 += duration } }
    }

    private let time = Time()
    private let limit: PeerLimit

    init() {
        let time = time
        limit = PeerLimit(burst: 3, perMinute: 6) { time.now }
    }

    @Test func aSpentAllowanceComesBackAtASteadyRate() throws {
        for _ in 0..<3 { try limit.take(for: "192.0.2.1") }
        let problem = #expect(throws: Problem.self) { try limit.take(for: "192.0.2.1") }
        #expect(problem?.status == 429 && problem?.headers["Retry-After"] == "11")
        time.pass(.seconds(10))
        try limit.take(for: "192.0.2.1")
        #expect(throws: Problem.self) { try limit.take(for: "192.0.2.1") }
    }

    @Test func aHouseholdsIPv6AddressesAreOnePeer() throws {
        for host in 1...3 { try limit.take(for: "2001:db8:1:2::\(host)") }
        #expect(throws: Problem.self) { try limit.take(for: "2001:db8:1:2:3:4:5:6") }
        try limit.take(for: "2001:db8:1:3::1")
    }

    @Test func aFloodOfAddressesForgetsNobodysSpentAllowance() throws {
        for _ in 0..<3 { try limit.take(for: "192.0.2.1") }
        for number in 0..<200_000 {
            do { try limit.take(for: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)") } catch { continue }
        }
        #expect(throws: Problem.self) { try limit.take(for: "192.0.2.1") }
    }

    @Test func withoutALimitNobodyIsRefused() {
        let limit = PeerLimit(burst: 0, perMinute: 0)
        #expect(throws: Never.self) { for _ in 0..<1_000 { try limit.take(for: "192.0.2.1") } }
    }
}
