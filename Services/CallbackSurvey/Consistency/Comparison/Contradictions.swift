/// A stretch of one of two texts that the other contradicts.
struct Contradiction: Sendable {
    let reason: Finding.Reason
    let isInOther: Bool
    /// In UTF-16 units.
    let range: Range<Int>
}

extension ReadText {
    /// Dates, spans, amounts and yes or no on which the two have something to say and do not agree in anything.
    func contradictions(to other: ReadText) -> [Contradiction] {
        figureContradictions(to: other) + sayingContradictions(to: other)
    }

    private func figureContradictions(to other: ReadText) -> [Contradiction] {
        let mine = Dictionary(grouping: figures(), by: \.group)
        let theirs = Dictionary(grouping: other.figures(), by: \.group)
        return mine.keys.sorted().flatMap { group -> [Contradiction] in
            guard let here = mine[group], let there = theirs[group] else { return [] }
            let named = NamedValues(there)
            guard !here.contains(where: { named.agree(with: $0) }) else { return [] }
            return here.map { Contradiction(reason: $0.reason, isInOther: false, range: place($0.range)) }
                + there.map { Contradiction(reason: $0.reason, isInOther: true, range: other.place($0.range)) }
        }
    }

    private func sayingContradictions(to other: ReadText) -> [Contradiction] {
        let (mine, theirs) = (sayings(), other.sayings())
        let (ours, others) = (Stances(mine), Stances(theirs))
        return mine.filter { others.contradict($0) }
            .map { Contradiction(reason: .polarity, isInOther: false, range: place($0.range)) }
            + theirs.filter { ours.contradict($0) }
            .map { Contradiction(reason: .polarity, isInOther: true, range: other.place($0.range)) }
    }
}
