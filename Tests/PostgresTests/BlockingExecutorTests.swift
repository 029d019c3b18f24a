import BlockingExecutor
import Glibc
import Testing

@Suite struct BlockingExecutorTests {
    actor Blocked {
        private let executor = BlockingExecutor()
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
        private var calls = 0

        func wait(_ descriptor: Int32) -> UInt8 {
            var byte: UInt8 = 0
            return read(descriptor, &byte, 1) == 1 ? byte : 0
        }

        /// As a C callback would, from inside a call of the actor.
        func callBack() -> Int {
            nonisolated func callback() { assumeIsolated { $0.calls += 1 } }
            callback()
            return calls
        }
    }

    @Test func aCallbackMayAssumeItsActor() async {
        #expect(await Blocked().callBack() == 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func manyBlockedActorsStopNobody() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let (input, output) = (ends[0], ends[1])
        await withTaskGroup(of: UInt8.self) { group in
            for _ in 1...40 { group.addTask { await Blocked().wait(input) } }
            group.addTask {
                #expect(await Blocked().callBack() == 1)
                return write(output, [UInt8](repeating: 7, count: 40), 40) == 40 ? 7 : 0
            }
            for await byte in group { #expect(byte == 7) }
        }
        close(input)
        close(output)
    }
}
