/// What a load met.
struct LoadOutcome: Sendable {
    /// Milliseconds from sending to the whole answer, of measured requests.
    var latencies: [Double] = []
    /// How often each status was answered.
    var statuses: [Int: Int] = [:]
    /// How long was measured.
    var seconds: Double = 0
    /// Connections that broke.
    var broken = 0

    var rate: Double { seconds > 0 ? Double(latencies.count) / seconds : 0 }

    /// - Throws: `CommandFailure` when anything but these statuses was answered: then the figure means nothing.
    func require(_ accepted: Set<Int>) throws {
        let others = statuses.filter { !accepted.contains($0.key) }
        guard others.isEmpty, broken == 0 else {
            let words = others.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
            throw CommandFailure("the load was not answered as it should: \(words), \(broken) broken connections")
        }
    }
}
