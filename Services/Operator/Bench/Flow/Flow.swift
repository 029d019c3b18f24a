/// One run at a sustained rate: how far the appeals had come, second by second, and the time of each answer.
struct Flow: Sendable {
    /// Seconds at each end of a run of which the median is taken, for what is under way goes up and down by the second.
    static let edge = 10

    let counts: [FlowCount]
    let answers: Figures

    /// Appeals that came through, per second.
    var rate: Double {
        guard let first = counts.first, let last = counts.last, last.at > first.at else { return 0 }
        return Double(last.done - first.done) / (last.at - first.at)
    }

    /// For people: under way at the start, at the end, and the least and the most between.
    var underWay: String {
        let all = Figures(counts.map { Double($0.backlog) })
        let (start, end) = (Self.median(counts.prefix(Self.edge)), Self.median(counts.suffix(Self.edge)))
        return "\(start) → \(end) (\(Int(all.lowest)) to \(Int(all.highest)))"
    }

    private static func median(_ counts: ArraySlice<FlowCount>) -> Int {
        Int(Figures(counts.map { Double($0.backlog) }).median)
    }
}
