import Contracts
import Foundation
import TestSupport

/// A national table with holidays more, published as the State Council's notices are: while deadlines run.
struct HolidayNotice {
    let version: String
    private let table: String

    /// - Parameters:
    ///   - first: the first of the new holidays, in days from today.
    ///   - count: how many there are.
    init(_ version: String, from first: Int, count: Int) throws {
        let file = Stack.deploy.appending(path: "calendar/cn_calendar.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let today = CivilDay(ofUTC: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
        let known = Set(lines.map { String($0.prefix(10)) })
        let added = (first..<first + count).map { today.advanced(by: $0).description }
            .filter { !known.contains($0) }.map { "\($0),holiday,test" }
        let rows = (lines.filter { $0.first?.isNumber ?? false }.map(String.init) + added).sorted()
        self.version = version
        table =
            (["# version: \(version)", "# issued: 2026-11-01", "date,kind,name"] + rows).joined(separator: "\n") + "\n"
    }

    /// Returns when every district's running deadlines have been reckoned again.
    func publish(in pipeline: Pipeline) async throws {
        let answer = try await pipeline[.intake].send(
            .put, "/v1/calendars/\(version)", text: table, type: "text/csv",
            headers: pipeline.stack.authorization(of: "operator"))
        guard answer.status < 300 else { throw Unexpected(answer) }
        try await eventually("it is worked through", within: .seconds(60)) {
            try await pipeline.count(
                .deadlineWatcher, "recomputations WHERE version = '\(version)' AND is_done") == 4 ? true : nil
        }
    }
}
