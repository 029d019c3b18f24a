import Contracts
import DeadlineWatcherService
import Foundation
import WorkingCalendar

/// A deadline of a past case that another pack would have set otherwise, as a dry run prints it.
struct TriedDeadline: Sendable {
    let `case`: CaseID
    let number: CaseNumber?
    /// That the case keeps.
    let packVersion: String
    let change: DeadlineChange

    func text(in zone: ZoneOffset) -> String {
        func time(_ due: Instant?) -> String { due.map { zone.text($0) } ?? "none" }
        let name = number?.rawValue ?? `case`.rawValue
        let dues = "\(time(change.old)) → \(time(change.new))"
        let run = change.recurrence == 0 ? "" : " (run \(change.recurrence + 1))"
        return "\(name)  \(change.clock)\(run)  \(change.rule)  \(dues)  \(change.reasons.joined(separator: "; "))"
    }

    /// Times with offset; what there is not is null.
    var json: String {
        func text(_ value: String?) -> String {
            guard let value else { return "null" }
            let data = try? JSONEncoder().encode(value)  // A string always encodes.
            return data.map { String(decoding: $0, as: UTF8.self) } ?? "null"
        }
        let members = [
            ("case", text(`case`.rawValue)), ("caseNumber", text(number?.rawValue)),
            ("clock", text(change.clock.rawValue)),
            ("rule", text(change.rule.rawValue)), ("workOrder", text(change.workOrder?.rawValue)),
            ("subject", text(change.subject)), ("recurrence", "\(change.recurrence)"),
            ("packVersion", text(packVersion)), ("old", text(change.old?.rfc3339)), ("new", text(change.new?.rfc3339)),
            ("reasons", "[" + change.reasons.map { text($0) }.joined(separator: ",") + "]"),
        ]
        return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
}
