import Contracts
import HTTP

/// The place behind which a list goes on, as `nextAfter` of one page and `after` of the next: `time_id`.
struct Cursor: Sendable {
    let at: Instant
    let id: String

    static let start = Cursor(at: .earliest, id: "00000000-0000-0000-0000-000000000000")

    init(at: Instant, id: String) { (self.at, self.id) = (at, id) }

    /// - Returns: nil for what no page has given.
    init?(_ text: String) {
        let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts[1].isUUID, let at = Instant(rfc3339: parts[0]) else { return nil }
        self.init(at: at, id: parts[1])
    }

    var text: String { "\(at.rfc3339)_\(id)" }
}
