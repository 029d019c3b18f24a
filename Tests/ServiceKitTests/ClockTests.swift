import Contracts
import ServiceKit
import Testing

@Suite struct ClockTests {
    private let start = Instant(seconds: 1_589_421_600)

    @Test func aManualClockStandsStillAndNeverGoesBack() {
        let clock = ManualClock(start)
        #expect(clock.now() == start)
        clock.advance(bySeconds: 60)
        clock.advance(to: start)
        #expect(clock.now() == start.advanced(bySeconds: 60))
    }

    @Test func sleepersWakeWhenTheirInstantComes() async throws {
        let clock = ManualClock(start)
        try await clock.sleep(until: start)
        try await withThrowingTaskGroup(of: Int64.self) { group in
            for seconds in [30, 10, 20] as [Int64] {
                group.addTask { [start] in
                    try await clock.sleep(until: start.advanced(bySeconds: seconds))
                    return seconds
                }
            }
            for seconds in [10, 20, 30] as [Int64] {
                let next = start.advanced(bySeconds: seconds)
                try await eventually("the sleeper of \(seconds) s lies down") { clock.nextWake == next }
                clock.advance(to: next)
                #expect(try await group.next() == seconds)
            }
        }
        #expect(clock.nextWake == nil)
    }

    @Test func aCancelledSleeperWakesAtOnce() async throws {
        let clock = ManualClock(start)
        for _ in 0..<200 {
            let sleeper = Task { [start] in try await clock.sleep(until: start.advanced(bySeconds: 1)) }
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
        #expect(clock.nextWake == nil)
    }

    @Test func theSystemClockSleepsUntilAnInstant() async throws {
        let clock = SystemClock()
        let instant = Instant(milliseconds: clock.now().milliseconds + 30)
        try await clock.sleep(until: instant)
        #expect(clock.now() >= instant)
        let sleeper = Task { try await clock.sleep(until: clock.now().advanced(bySeconds: 3600)) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }
}
