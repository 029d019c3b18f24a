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
            guard let here = mine[group], let there = theirs[group],
                !here.contains(where: { figure in there.contains { figure.agrees(with: $0) } })
            else { return [] }
            return here.map { Contradiction(reason: $0.reason, isInOther: false, range: place($0.range)) }
                + there.map { Contradiction(reason: $0.reason, isInOther: true, range: other.place($0.range)) }
        }
    }

    private func sayingContradictions(to other: ReadText) -> [Contradiction] {
        let (mine, theirs) = (sayings(), other.sayings())
        return mine.filter { saying in theirs.contains { $0.isAgainst(saying) } }
            .map { Contradiction(reason: .polarity, isInOther: false, range: place($0.range)) }
            + theirs.filter { saying in mine.contains { $0.isAgainst(saying) } }
            .map { Contradiction(reason: .polarity, isInOther: true, range: other.place($0.range)) }
    }
}

extension Saying {
    fileprivate func isAgainst(_ other: Saying) -> Bool {
        matter == other.matter && polarity.contradicts(other.polarity)
    }
}
