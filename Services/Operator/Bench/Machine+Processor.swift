/// What the processor gives at this moment.
extension Machine {
    static func sortTime() -> Double {
        let numbers = (0..<100_000).map { _ in UInt64.random(in: 0...UInt64.max) }
        return median(of: 9) {
            var copy = numbers
            copy.sort()
            precondition(copy[0] <= copy[copy.count - 1])
        } / 1_000_000
    }

    /// Each read waits for the one before: 64 MiB in one cycle, so neither caches nor prefetching help.
    static func readTime() -> Double {
        let (lines, stride, reads) = (1 << 20, 8, 200_000)
        var next = [Int](repeating: 0, count: lines * stride)
        var at = 0
        for line in (1..<lines).shuffled() {
            next[at] = line * stride
            at = line * stride
        }
        next[at] = 0
        return median(of: 9) {
            for _ in 0..<reads { at = next[at] }
            precondition(at % stride == 0)
        } / Double(reads)
    }

    /// - Returns: nanoseconds.
    private static func median(of runs: Int, _ body: () -> Void) -> Double {
        Figures(
            (0..<runs).map { _ in
                let start = ContinuousClock.now
                body()
                return (ContinuousClock.now - start).nanoseconds
            }
        ).median
    }
}
