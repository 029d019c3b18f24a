import Contracts
import Foundation
import HTTP

/// A part of a long list, by the time and id of what came before it.
struct Page: Sendable {
    let size: Int
    /// Where the page before it ended.
    let afterTime: Instant
    let afterID: String

    private static let firstID = "00000000-0000-0000-0000-000000000000"

    /// - Throws: `Problem` 400 for a `limit` or `cursor` that is none.
    init(_ request: Request) throws(Problem) {
        let limit = request.query["limit"] ?? "100"
        guard let size = Int(limit), (1...500).contains(size) else {
            throw Problem.invalid("limit", "must be 1 to 500")
        }
        self.size = size
        guard let cursor = request.query["cursor"] else {
            afterTime = Instant(seconds: 0)
            afterID = Self.firstID
            return
        }
        let parts = cursor.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, let time = Int64(parts[0]), let id = UUID(uuidString: String(parts[1])) else {
            throw Problem.invalid("cursor", "is not what an earlier page named as next")
        }
        afterTime = Instant(milliseconds: time)
        afterID = id.uuidString.lowercased()
    }

    /// What to ask for the next page; nil when this was the last.
    func next<Item>(after items: [Item], _ place: (Item) -> (Instant, String)) -> String? {
        guard items.count == size, let last = items.last else { return nil }
        let (time, id) = place(last)
        return "\(time.milliseconds)_\(id)"
    }
}
