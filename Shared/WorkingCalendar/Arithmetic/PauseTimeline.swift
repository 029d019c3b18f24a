import Contracts

/// Pauses on the local clock: in order, none overlapping or touching another, none empty.
struct PauseTimeline: Sequence {
    struct Span {
        var from: LocalMoment
        var to: LocalMoment
    }

    /// The end of a pause that has not ended.
    static let open = LocalMoment(milliseconds: .max)

    private var spans: [Span] = []

    init(_ pauses: [Pause], _ zone: ZoneOffset) {
        let ordered = pauses.map { Span(from: zone.local($0.from), to: $0.to.map(zone.local) ?? Self.open) }
            .filter { $0.from < $0.to }
            .sorted { $0.from < $1.from }
        for span in ordered {
            if let last = spans.last, span.from <= last.to {
                spans[spans.count - 1].to = Swift.max(last.to, span.to)
            } else {
                spans.append(span)
            }
        }
    }

    func makeIterator() -> IndexingIterator<[Span]> { spans.makeIterator() }
}
