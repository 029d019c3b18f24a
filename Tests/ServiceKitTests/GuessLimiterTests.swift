import Contracts
import HTTP
import Synchronization
import Testing

@testable import ServiceKit

@Suite struct GuessLimiterTests {
    private final class Time: Sendable {
        private let value = Mutex(Duration.seconds(1))
        var now: Duration { value.withLock(\.self) }
        func pass(_ duration: Duration) { value.withLock { $0 += duration } }
    }

    private let time = Time()
    private let limiter: GuessLimiter

    init() {
        let time = time
        limiter = GuessLimiter(
            perCase: .init(burst: 3, refill: .seconds(10)), perPeer: .init(burst: 5, refill: .seconds(1))
        ) { time.now }
    }

    private func guess(_ number: String, peer: String = "192.0.2.1", isRight: Bool = false) async throws -> Bool {
        try await limiter.guess(
            district: DistrictID("changzhou"), caseNumber: CaseNumber(number), peer: peer
        ) { isRight ? true : nil } ?? false
    }

    @Test func wrongGuessesOfOnePeerForOneCaseRunOutAndComeBack() async throws {
        for _ in 1...3 { #expect(try await !guess("1")) }
        let problem = await #expect(throws: Problem.self) { try await guess("1") }
        #expect(problem?.status == 429 && problem?.headers["Retry-After"] == "11")
        #expect(try await !guess("2"))
        time.pass(.seconds(10))
        #expect(try await !guess("1"))
        await #expect(throws: Problem.self) { try await guess("1") }
    }

    @Test func guessesOfOnePeerKeepNoOtherFromTheCase() async throws {
        for _ in 1...3 { #expect(try await !guess("1")) }
        await #expect(throws: Problem.self) { try await guess("1") }
        #expect(try await guess("1", peer: "192.0.2.2", isRight: true))
        #expect(try await !guess("1", peer: "192.0.2.2"))
        await #expect(throws: Problem.self) { try await guess("1", isRight: true) }
    }

    @Test func wrongGuessesOfOnePeerRunOut() async throws {
        for number in 1...5 { #expect(try await !guess("\(number)")) }
        await #expect(throws: Problem.self) { try await guess("6") }
        #expect(try await !guess("6", peer: "192.0.2.2"))
    }

    @Test func rightGuessesCostNothing() async throws {
        for _ in 0..<100 { #expect(try await guess("1", isRight: true)) }
    }

    @Test func guessesMadeAtOnceInOneNetworkDoNotSlipThrough() async throws {
        let asked = Metrics().counter("asked", "Asked.")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask { [limiter, asked] in
                    do {
                        _ = try await limiter.guess(
                            district: DistrictID("changzhou"), caseNumber: CaseNumber("1"), peer: "2001:db8::\(index)"
                        ) {
                            asked.add()
                            await Task.yield()
                            return Bool?.none
                        }
                    } catch let problem as Problem { #expect(problem.status == 429) }
                }
            }
            try await group.waitForAll()
        }
        #expect(asked.value == 3)
    }

    @Test func aFailedLookUpKeepsItsTokens() async throws {
        struct Away: Error {}
        for _ in 0..<3 {
            await #expect(throws: Away.self) {
                try await limiter.guess(
                    district: DistrictID("changzhou"), caseNumber: CaseNumber("1"), peer: "192.0.2.1"
                ) { () -> Bool? in throw Away() }
            }
        }
        await #expect(throws: Problem.self) { try await guess("1") }
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:db8::1", "2001:db8:0:0"),
        ("::1", "0:0:0:0"), ("::", "0:0:0:0"), ("", ""), ("fe80::1%eth0", "fe80:0:0:0"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        (":::::", "0:0:0:0"),
    ])
    func anIPv6NetworkIsOnePeer(peer: String, network: String) {
        #expect(GuessLimiter.network(of: peer) == network)
    }
}
