import Contracts
import ServiceKit
import TestSupport
import Testing

@Suite struct LoopTests {
    @Test func theLoopsDeliverWhatCommitsBringAndEndWhenAsked() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let loops = fixture.hosting.service.loops
        let shutdown = ShutdownSignal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for loop in loops { group.addTask { try await loop.run(until: shutdown) } }
            try await fixture.hear(try fixture.appeal())
            fixture.context.dueSignal.wake()
            try await eventually("delivered") {
                try await fixture.rows() == ["citizen text delivered"] ? true : nil
            }
            shutdown.give()
            try await group.waitForAll()
        }
    }
}
