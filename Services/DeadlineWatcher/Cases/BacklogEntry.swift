import Contracts
import Messaging

/// A fact that waits to be told, with what set it off.
struct BacklogEntry: Sendable {
    let fact: Fact
    let cause: Cause

    static func encoded(_ entries: [BacklogEntry]) -> String? {
        guard !entries.isEmpty else { return nil }
        var writer = CompactWriter()
        for entry in entries {
            writer.cell(entry.cause.id)
            writer.cell(entry.cause.correlationID)
            writer.cell(entry.cause.traceparent)
            writer.endRow()
            entry.fact.write(to: &writer)
        }
        return writer.text
    }

    static func entries(_ text: String?) throws(BrokenState) -> [BacklogEntry] {
        guard let text else { return [] }
        var reader = CompactReader(text)
        var entries: [BacklogEntry] = []
        while !reader.isAtEnd {
            let cause = Cause(
                id: try reader.text(), correlationID: try reader.text(), traceparent: try reader.optional())
            try reader.endRow()
            entries.append(BacklogEntry(fact: try Fact(from: &reader), cause: cause))
        }
        return entries
    }
}
