import Synchronization
import TestSupport

/// Citizens who send appeals and try again, under the same key, until they are told a case number.
final class Loader: Sendable {
    private struct State {
        var next = 0
        var isOver = false
        var numbers: [String: String] = [:]
        var faults: [String] = []
        var retries = 0
    }

    private let stack: Stack
    private let intake: RunningService
    private let unit: String?
    private let pause: Duration
    private let state = Mutex(State())

    /// - Parameters:
    ///   - unit: whom all appeals concern, so that they are sent out; nil leaves that open.
    ///   - pause: of each citizen between two appeals, so that a long outage leaves no more than can be
    ///     handled, and other tests on the same machine get on.
    init(_ stack: Stack, _ intake: RunningService, for unit: String? = nil, pause: Duration = .milliseconds(50)) {
        self.stack = stack
        self.intake = intake
        self.unit = unit
        self.pause = pause
    }

    /// Key and case number of all that was acknowledged.
    var numbers: [String: String] { state.withLock { $0.numbers } }
    /// Answers that should not have been given.
    var faults: [String] { state.withLock { $0.faults } }
    var retries: Int { state.withLock { $0.retries } }

    /// Counts a case that was acknowledged to somebody else among its own.
    func note(_ number: String) { state.withLock { $0.numbers["other-\(number)"] = number } }

    /// Sends while `body` runs; then each waits for the answer to its last appeal.
    func whileSending<T>(citizens: Int = 8, _ body: () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<citizens { group.addTask { try await self.send() } }
            let result: Result<T, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            state.withLock { $0.isOver = true }
            try await group.waitForAll()
            return try result.get()
        }
    }

    /// Waits until `count` more appeals are acknowledged.
    func more(_ count: Int, within limit: Duration = .seconds(10)) async throws {
        let before = numbers.count
        try await eventually("\(count) more appeals are acknowledged", within: limit) {
            self.numbers.count >= before + count ? true : nil
        }
    }

    private func send() async throws {
        while let key = takeKey() {
            let limit = ContinuousClock.now + .seconds(20)
            while try await !isAcknowledged(key) {
                guard ContinuousClock.now < limit else { throw NeverAnswered(key: key) }
                state.withLock { $0.retries += 1 }
                try await Task.sleep(for: .milliseconds(30))
            }
            try await Task.sleep(for: pause)
        }
    }

    private func takeKey() -> String? {
        state.withLock { state in
            guard !state.isOver else { return nil }
            state.next += 1
            return "key-\(state.next)"
        }
    }

    private func isAcknowledged(_ key: String) async throws -> Bool {
        let answer: Answer
        // Nobody answers: try again.
        do { answer = try await stack.appeal(key, to: intake, for: unit) } catch { return false }
        state.withLock { state in
            switch answer.status {
            case 200, 201: state.numbers[key] = answer["caseNumber"]
            case 503: break
            default: state.faults.append("\(key): \(answer)")
            }
        }
        return answer.status == 200 || answer.status == 201
    }

    struct NeverAnswered: Error {
        let key: String
    }
}
