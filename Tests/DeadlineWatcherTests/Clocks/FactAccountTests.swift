import Contracts
import Testing

@testable import DeadlineWatcherService

/// The account that did it, beside what a fact says.
@Suite struct FactAccountTests {
    @Test("DM-40: who did it is kept with the fact, and what is older has nobody") func whoDidIt() throws {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(pack: "doumen-2016.1"), "2016-06-07T17:40")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:40", pack: "doumen-2016.1"), "2016-06-07T18:40")
        try file.hear(
            ObjectionDecided(
                case: CaseFile.id, workOrder: WorkOrderID("order-1"), unit: Say.unit, isUpheld: false, by: "operator",
                decidedBy: "operator-1"), "2016-06-08T10:00")
        try file.hear(Say.answered(), "2016-06-09T10:00")
        let text = file.state.encodedFacts
        let read = try CaseState(case: CaseFile.id, encodedFacts: text, runs: file.state.runs)
        #expect(read == file.state)
        #expect(read.facts.map(\.account) == [nil, nil, "operator-1", nil])
        let older = text.replacing("account\toperator-1\t", with: "")
        try #require(older.utf8.count < text.utf8.count)
        let known = try CaseState(case: CaseFile.id, encodedFacts: older, runs: [])
        #expect(
            known.facts.map(\.account) == [nil, nil, nil, nil] && known.facts[2].attributes == read.facts[2].attributes)
    }
}
