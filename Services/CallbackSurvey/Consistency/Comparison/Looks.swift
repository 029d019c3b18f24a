import Synchronization

/// How often words and letters of texts were compared: what a text costs, told without a clock. Only tests count.
final class Looks: Sendable {
    private let made = Atomic<Int>(0)

    var count: Int { made.load(ordering: .relaxed) }

    func add(_ more: Int) { made.wrappingAdd(more, ordering: .relaxed) }
}
