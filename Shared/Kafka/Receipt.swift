import CRDKafka
import Synchronization

/// A batch that is on its way. Its answer always comes: at the latest when the producer closes.
public final class Receipt: Sendable {
    private enum State {
        case underWay([CheckedContinuation<Acknowledgements, Never>])
        case settled(Acknowledgements)
    }

    /// The answer and the one who waits for it meet here, from two threads.
    private let state = Mutex<State>(.underWay([]))
    private let count: Int

    init(count: Int) { self.count = count }

    /// Waits until every record of the batch has its answer.
    public func acknowledgements() async -> Acknowledgements {
        await withCheckedContinuation { waiting in
            let ready: Acknowledgements? = state.withLock { state in
                switch state {
                case .settled(let answer): return answer
                case .underWay(let others):
                    state = .underWay(others + [waiting])
                    return nil
                }
            }
            if let ready { waiting.resume(returning: ready) }
        }
    }

    func settle(_ answer: Acknowledgements) {
        let waiting: [CheckedContinuation<Acknowledgements, Never>] = state.withLock { state in
            guard case .underWay(let waiting) = state else { return [] }
            state = .settled(answer)
            return waiting
        }
        for one in waiting { one.resume(returning: answer) }
    }

    /// Makes the C side of the batch; it keeps this receipt alive until its last answer.
    func begin() -> UnsafeMutablePointer<hotline_batch>? {
        let underWay = UnderWay(receipt: self, count: count)
        let owner = Unmanaged.passRetained(underWay)
        let batch = hotline_batch_new(Int64(count), owner.toOpaque()) { owner in
            guard let owner else { return }
            Unmanaged<UnderWay>.fromOpaque(owner).takeRetainedValue().settle()
        }
        guard let batch else {
            owner.release()
            return nil
        }
        underWay.batch = batch
        return batch
    }
}

/// What the C side of a batch owns: handed over before the first record is, taken back at the last answer.
private final class UnderWay {
    let receipt: Receipt
    let count: Int
    var batch: UnsafeMutablePointer<hotline_batch>?

    init(receipt: Receipt, count: Int) {
        self.receipt = receipt
        self.count = count
    }

    func settle() {
        guard let batch else { return }
        let answer = Acknowledgements(batch, count: count)
        hotline_batch_free(batch)
        receipt.settle(answer)
    }
}
