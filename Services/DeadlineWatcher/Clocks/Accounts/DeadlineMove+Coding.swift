import Contracts

extension DeadlineMove {
    init(_ event: DeadlineMoved, at time: Instant) {
        self.init(
            at: time, earlierDue: event.earlierDue, due: event.due, cause: event.cause,
            calendarVersion: event.calendarVersion)
    }

    /// One line of text, for the deadline's row; moves follow each other there.
    var encoded: String {
        var writer = CompactWriter()
        writer.cell(at.milliseconds)
        writer.cell(earlierDue.milliseconds)
        writer.cell(due.milliseconds)
        writer.cell(cause)
        writer.cell(calendarVersion)
        writer.endRow()
        return writer.text
    }

    /// - Parameter text: lines that `encoded` gave; nil for a deadline that never moved.
    static func all(encoded text: String?) throws(BrokenState) -> [DeadlineMove] {
        guard let text else { return [] }
        var reader = CompactReader(text)
        var moves: [DeadlineMove] = []
        while !reader.isAtEnd {
            let move = DeadlineMove(
                at: try reader.instant(), earlierDue: try reader.instant(), due: try reader.instant(),
                cause: try reader.text(), calendarVersion: try reader.text())
            try reader.endRow()
            moves.append(move)
        }
        return moves
    }
}
