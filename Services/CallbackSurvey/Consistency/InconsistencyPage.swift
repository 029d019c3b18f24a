import Contracts
import Foundation
import HTTP

/// Which part of the list is wanted.
struct InconsistencyPage: Sendable {
    let state: Inconsistency.State
    let limit: Int
    let after: (foundAt: Instant, id: String)?

    /// - Throws: `Problem` 400 that names the parameter.
    init(query: [String: String]) throws(Problem) {
        let page = try CallbackPage(query: query)
        (limit, after) = (page.limit, page.after.map { ($0.dueAt, $0.callback) })
        state =
            try query["state"].map { text throws(Problem) in
                guard let state = Inconsistency.State(rawValue: text) else {
                    throw Problem.invalid("state", "must be open or decided")
                }
                return state
            } ?? .open
    }

    static func cursor(after item: ReviewedInconsistency) -> String { "\(item.foundAt)~\(item.inconsistency)" }
}
