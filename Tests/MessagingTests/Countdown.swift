import Contracts
import Messaging
import Synchronization

/// Fails a number of times, then no more.
final class Countdown: Sendable {
    struct Passing: Error {}

    private let left: Mutex<Int>
    private let start: Int

    init(_ count: Int) {
        left = Mutex(count)
        start = count
    }

    /// How often it was asked.
    var count: Int { start - left.withLock { $0 } }

    func fail() throws {
        let fails = left.withLock { left in
            left -= 1
            return left >= 0
        }
        if fails { throw Passing() }
    }
}

extension Countdown {
    /// Handlers that note the names of units batch by batch, each batch one try; the one of that name fails.
    func counting(refusing refused: String, with error: any Error) -> Handlers {
        Handlers().onBatch(of: [.units]) { envelopes, transaction, _ in
            try self.fail()
            for envelope in envelopes {
                let name = try envelope.decode(UnitChanged.self).name
                if name == refused { throw error }
                try transaction.note(name, of: envelope)
            }
        }
    }
}
