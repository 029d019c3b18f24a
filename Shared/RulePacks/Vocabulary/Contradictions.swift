/// What the founding documents contradict themselves on, or leave open, as the list of rules numbers it.
public enum Contradictions {
    /// `X01` to `X32`.
    public static let numbers: [String] = (1...32).map { $0 < 10 ? "X0\($0)" : "X\($0)" }
}
