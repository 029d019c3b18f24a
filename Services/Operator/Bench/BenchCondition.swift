/// Something that has to hold for a bench to have reached its goal.
struct BenchCondition: Sendable {
    /// For people: what has to hold, and the figures that it was held against.
    let text: String
    let isMet: Bool
}
