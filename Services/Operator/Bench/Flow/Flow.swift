/// One run at a sustained rate: how far the appeals had come, second by second, and the time of each answer.
struct Flow: Sendable {
    /// Looks, one a second, at each end of a run of which the median is taken, for what is under way goes up and down by
    /// the second.
    static let edge = 10

    /// Appeals a second that were asked for.
    let asked: Int

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
        return "\(Int(lagAtStart)) → \(Int(lagAtEnd)) (\(Int(all.lowest)) to \(Int(all.highest)))"
    }

    /// Appeals under way in the first seconds.
    var lagAtStart: Double { Self.median(first) }
    /// Appeals under way in the last seconds.
    var lagAtEnd: Double { Self.median(last) }

    /// Whether it could go on for ever: no more is under way at the end than at the start, but for what two medians of so
    /// few looks cannot tell apart.
    var isSteady: Bool { lagAtEnd <= lagAtStart + noise }

    /// Two standard errors of the difference of both medians: a median of `n` looks that scatter by σ has one of 1.25 σ/√n.
    /// σ is taken from what follows upon another, so that a lag which grows evenly does not count as scatter. Never more than a
    /// tenth of a second of the load: over a minute that is a fifth of a percent of it.
    var noise: Double {
        let looks = Double(min(first.count, last.count))
        guard looks > 1 else { return 0 }
        let ofBoth = Self.variance(first) + Self.variance(last)
        return min(2 * 1.25 * (ofBoth / looks).squareRoot(), Double(asked) / 10)
    }

    private static func variance(_ counts: ArraySlice<FlowCount>) -> Double {
        let steps = zip(counts, counts.dropFirst()).map { Double($1.backlog - $0.backlog) }
        return steps.reduce(0) { $0 + $1 * $1 } / Double(2 * max(steps.count, 1))
    }

    /// A short run has shorter ends, so that they have no look in common.
    private var first: ArraySlice<FlowCount> { counts.prefix(min(Self.edge, counts.count / 2)) }
    private var last: ArraySlice<FlowCount> { counts.suffix(min(Self.edge, counts.count / 2)) }

    private static func median(_ counts: ArraySlice<FlowCount>) -> Double {
        Figures(counts.map { Double($0.backlog) }).median
    }
}
