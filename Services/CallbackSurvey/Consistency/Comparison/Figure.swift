import Contracts

/// A day, a span of time or an amount that a text names.
struct Figure: Sendable {
    enum Value: Sendable, Hashable {
        /// A year only where it was said.
        case day(year: Int?, month: Int, day: Int)
        /// In days, or in working days: the two are not the same promise.
        case span(days: Double, areWorking: Bool)
        case amount(Double, unit: String)
    }

    /// What was done and what is still promised are not compared with each other.
    enum Aspect: Sendable, CaseIterable { case done, promised }

    let value: Value
    let aspect: Aspect
    let range: Range<Int>

    /// Only figures of one group can contradict each other: days with days, yuan with yuan.
    var group: String {
        switch value {
        case .day: "day \(aspect)"
        case .span: "span"
        case .amount(_, let unit): unit
        }
    }

    var reason: Finding.Reason {
        switch value {
        case .day: .date
        case .span: .duration
        case .amount: .amount
        }
    }
}

extension ReadText {
    /// Every figure, in the order of the text.
    func figures() -> [Figure] {
        var (found, index) = ([Figure](), 0)
        while index < characters.count {
            guard Self.beginnings.contains(characters[index]) else {
                index += 1
                continue
            }
            let read = day(at: index) ?? span(at: index) ?? amount(at: index)
            if let read, let figure = figure(read.value, index..<read.end) { found.append(figure) }
            index = read?.end ?? Numeral.read(self, at: index)?.end ?? index + 1
        }
        return found
    }

    /// - Returns: nil for the day of a call or a visit, which promises nothing.
    private func figure(_ value: Figure.Value, _ range: Range<Int>) -> Figure? {
        guard case .day = value else { return Figure(value: value, aspect: .promised, range: range) }
        let clause = clause(around: range.lowerBound)
        let isOver = clause.has(.over)
        if isOver, clause.has(.completion) { return Figure(value: value, aspect: .done, range: range) }
        return isOver || clause.has(.occasion) ? nil : Figure(value: value, aspect: .promised, range: range)
    }

    /// Of a number or of a month that is named by its distance; most characters begin neither.
    private static let beginnings = Set("0123456789零〇一二两三四五六七八九十百千年今下本这当月")
}
