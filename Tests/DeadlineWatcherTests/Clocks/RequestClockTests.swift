import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// What units ask for a show is judged at once: in time or late, by the show's own date.
@Suite struct RequestClockTests {
    static let rules = Set(["CZ-11", "CZ-37", "DM-23"])

    struct Case: Sendable, CustomTestStringConvertible {
        let rule: String
        let district: String
        let clock: String
        let opens: String
        /// In writing, at the last moment and just after it.
        let event: any PreparationEvent
        let spoken: any PreparationEvent
        let last: String
        let late: String

        var testDescription: String { "\(rule) for \(opens)" }
    }

    static let cases = [
        // X04: by the opening of the third working day before, before the preparation meeting of 09:00.
        Case(
            rule: "CZ-11", district: "changzhou", clock: "leave", opens: "2020-05-14T09:00", event: Say.leave(),
            spoken: Say.leave(isWritten: false), last: "2020-05-11T09:00", late: "2020-05-11T09:01"),
        Case(
            rule: "CZ-11", district: "changzhou", clock: "leave", opens: "2020-04-29T09:00", event: Say.leave(),
            spoken: Say.leave(isWritten: false), last: "2020-04-26T09:00", late: "2020-04-26T09:01"),
        Case(
            rule: "CZ-37", district: "changzhou", clock: "date-change", opens: "2020-05-14T09:00",
            event: Say.anotherDate(), spoken: Say.anotherDate(isWritten: false), last: "2020-04-14T17:30",
            late: "2020-04-14T17:31"),
        Case(
            rule: "DM-23", district: "doumen", clock: "leave", opens: "2016-06-21T17:30", event: Say.leave(),
            spoken: Say.leave(isWritten: false), last: "2016-06-14T17:30", late: "2016-06-14T17:31"),
    ]

    @Test("CZ-11, CZ-37, DM-23, X04: in writing and in time, or late", arguments: cases)
    func aRequestIsInTimeOrLate(one: Case) throws {
        var file = try scheduled(one)
        try file.hear(one.spoken, one.district == "doumen" ? "2016-06-02T10:00" : "2020-03-17T10:00")
        #expect(file.run(one.clock) == nil)
        try file.hear(one.event, one.last)
        let run = try #require(file.run(one.clock))
        #expect(run.status == .met && run.due == at(one.last) && run.rule.rawValue == one.rule && run.owes == .unit)
        #expect(run.endedAt == at(one.last) && run.startedAt == at(one.last))
        var late = try scheduled(one)
        try late.hear(one.event, one.late)
        #expect(late.run(one.clock)?.status == .missed)
        #expect(late.names(of: one.clock) == ["DeadlineSet", "DeadlineMissed"])
    }

    private func scheduled(_ one: Case) throws -> CaseFile {
        var file = CaseFile(try (one.district == "doumen" ? Town.doumen : Town.changzhou).get())
        let isDoumen = one.district == "doumen"
        try file.hear(
            Say.scheduled(one.opens, pack: isDoumen ? "doumen-2016.1" : "changzhou-2020.1"),
            isDoumen ? "2016-06-01T09:00" : "2020-03-16T09:00")
        return file
    }
}
