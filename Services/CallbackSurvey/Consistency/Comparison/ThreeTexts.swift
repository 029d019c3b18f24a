/// On-air answer, system reply and form of one round, as far as they have come.
struct ThreeTexts: Sendable {
    var onAir: ReadText?
    var reply: ReadText?
    var form: ReadText?

    /// What is compared, and how strictly. The rule packs have no such policy; these defaults are in the room's README.
    struct Limits: Sendable {
        /// Below it a reply has nothing in common with the answer in the studio, which is free speech.
        var onAirAndReply = 0.02
        /// Reply and form are written by one unit about one result.
        var replyAndForm = 0.10
        /// Texts with fewer runs say too little to be called different.
        var fewestRuns = 16
        /// The share of a form that is copied when it was pasted.
        var pasted = 0.85
        /// Letters: of a stretch that counts as copied, and of a form that can be a pasted one.
        var shortestCopy = 6
        var shortestForm = 16

        func lowest(of kind: Finding.Kind) -> Double { kind == .replyAndForm ? replyAndForm : onAirAndReply }
    }

    /// At most one finding of each kind, in the order of the kinds.
    func findings(under limits: Limits = Limits()) -> [Finding] {
        let onAirSide = onAir.map { Side(name: .onAir, text: $0) }
        let replySide = reply.map { Side(name: .reply, text: $0) }
        let formSide = form.map { Side(name: .form, text: $0) }
        return [
            Self.compare(onAirSide, replySide, as: .onAirAndReply, under: limits),
            Self.compare(replySide, formSide, as: .replyAndForm, under: limits),
            pasted(under: limits),
        ].compactMap { $0 }
    }

    private struct Side {
        let name: Finding.Source
        let text: ReadText
    }

    private static func compare(
        _ first: Side?, _ second: Side?, as kind: Finding.Kind, under limits: Limits
    ) -> Finding? {
        guard let first, let second else { return nil }
        let (runs, others) = (Runs(first.text), Runs(second.text))
        let similarity = runs.similarity(to: others)
        let places = first.text.contradictions(to: second.text)
        var reasons = Set(places.map(\.reason))
        let isJudged = min(runs.distinct, others.distinct) >= limits.fewestRuns
        if isJudged, similarity < limits.lowest(of: kind) { reasons.insert(.dissimilar) }
        guard !reasons.isEmpty else { return nil }
        return Finding(
            kind: kind, score: similarity, reasons: Finding.Reason.allCases.filter(reasons.contains),
            spans: places.map { Finding.Span($0.isInOther ? second.name : first.name, $0.reason, $0.range) })
    }

    /// Nearly all of the form stands in the summary word for word, and nothing is added.
    private func pasted(under limits: Limits) -> Finding? {
        guard let onAir, let form else { return nil }
        let runs = Runs(form)
        guard runs.count >= limits.shortestForm else { return nil }
        let copies = runs.copies(from: Runs(onAir), atLeast: limits.shortestCopy)
        let share = Double(copies.reduce(0) { $0 + $1.length }) / Double(runs.count)
        guard share >= limits.pasted else { return nil }
        let spans = copies.flatMap { copy in
            [
                Finding.Span(.form, .copied, form.place(copy.here)),
                Finding.Span(.onAir, .copied, onAir.place(copy.there)),
            ]
        }
        return Finding(kind: .pastedSummary, score: share, reasons: [.copied], spans: spans)
    }
}
