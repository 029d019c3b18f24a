/// The values of the figures of a text, to be looked up: it may name thousands.
struct NamedValues: Sendable {
    private let values: Set<Figure.Value>
    /// The same, without the years of days.
    private let yearless: Set<Figure.Value>

    init(_ figures: [Figure]) {
        values = Set(figures.map(\.value))
        yearless = Set(figures.map { $0.value.withoutYear })
    }

    /// Whether one of them is the figure's; a day without its year is that day of any year.
    func agree(with figure: Figure) -> Bool {
        values.contains(figure.value) || values.contains(figure.value.withoutYear) || yearless.contains(figure.value)
    }
}

extension Figure.Value {
    fileprivate var withoutYear: Figure.Value {
        guard case .day(_, let month, let day) = self else { return self }
        return .day(year: nil, month: month, day: day)
    }
}
