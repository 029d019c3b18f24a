import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// Clocks that depend on whose work order it is, and on whether anybody has it still.
@Suite struct WhoseOrderTests {
    private let changzhou = "changzhou-2020.1"
    private let doumen = "doumen-2016.1"

    /// Promised on air, dispatched to its lead, and a part of it to an assistant, `order-2`.
    private func joint() throws -> CaseFile {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.registered(onAir: .promised, pack: changzhou), "2020-05-14T09:20")
        try file.hear(Say.promised("2020-05-26T00:00"), "2020-05-14T09:20")
        for (order, isLead) in [("order-1", true), ("order-2", false)] {
            try file.hear(
                Say.dispatched(
                    order, basis: isLead ? .onAir : .joint, onAir: .promised, isLead: isLead,
                    registered: "2020-05-14T09:20", pack: changzhou), "2020-05-14T10:10")
        }
        return file
    }

    private func foreign(_ isComplex: Bool = false) throws -> CaseFile {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(isForeign: !isComplex, isComplex: isComplex, pack: doumen), "2016-06-07T17:45")
        try file.hear(
            Say.dispatched(
                isForeign: !isComplex, isComplex: isComplex, registered: "2016-06-07T17:45", pack: doumen),
            "2016-06-07T18:30")
        return file
    }

    @Test("CZ-58: nobody is called about an assistant's part, so no call is owed") func assistantIsNotAskedAbout()
        throws
    {
        var file = try joint()
        try file.hear(Say.answered("order-2", toCitizen: false), "2020-05-15T10:00")
        #expect(file.run("callback", of: "order-2") == nil)
        try file.hear(Say.answered("order-1"), "2020-05-15T11:00")
        #expect(file.run("callback", of: "order-1") != nil)
    }

    @Test("CZ-41: an assistant's answer or close does not keep the promise") func assistantKeepsNoPromise() throws {
        var file = try joint()
        try file.hear(Say.answered("order-2", toCitizen: false), "2020-05-15T10:00")
        try file.hear(Say.closed("order-2"), "2020-05-15T10:30")
        #expect(file.run("promise")?.status == .running)
        try file.hear(Say.answered("order-1"), "2020-05-18T10:00")
        #expect(file.run("promise")?.status == .met)
        #expect(file.run("promise")?.endedAt == at("2020-05-18T10:00"))
    }

    @Test("CZ-41 X13: the promise to an anonymous citizen is kept by the lead's answer") func anonymousPromise() throws
    {
        var file = try joint()
        try file.hear(Say.amended(isAnonymous: true), "2020-05-14T10:30")
        try file.hear(Say.answered("order-1", toCitizen: false), "2020-05-18T10:00")
        #expect(file.run("promise")?.status == .met)
    }

    @Test("CZ-59: rework that is rightly returned is owed no more") func returnedRework() throws {
        var file = try joint()
        try file.hear(
            Say.dispatched(
                "order-3", basis: .rework, round: 2, registered: "2020-05-14T09:20", pack: changzhou),
            "2020-06-01T10:00")
        #expect(file.run("rework", of: "order-3")?.status == .running)
        try file.hear(Say.objectionUpheld("order-3"), "2020-06-02T10:00")
        #expect(file.run("rework", of: "order-3")?.status == .cancelled)
    }

    @Test("DM-10: a notice about what is rightly returned is owed no more") func returnedNotice() throws {
        var file = try foreign(true)
        try file.hear(Say.noticed("2016-07-08T17:30"), "2016-06-08T10:00")
        try file.hear(Say.objectionUpheld(), "2016-06-09T10:00")
        #expect(file.run("notice")?.status == .cancelled)
    }

    @Test("DM-31: what is rightly returned need not be passed on") func returnedForeignMatter() throws {
        var file = try foreign()
        try file.hear(Say.objectionUpheld(), "2016-06-08T10:00")
        #expect(file.run("transfer")?.status == .cancelled)
    }

    @Test("DM-32 X17: 12345 hands over within one working day") func handoff() throws {
        var file = try foreign()
        try file.hear(Say.transferred(), "2016-06-08T09:00")
        // 9 to 11 June 2016 were a holiday; Sunday the 12th was worked.
        #expect(file.run("handoff")?.due == at("2016-06-12T17:30"))
        #expect(file.run("handoff")?.owes == .platform)
        try file.hear(
            Say.dispatched(
                "order-2", basis: .transfer, isForeign: true, registered: "2016-06-07T17:45", pack: doumen),
            "2016-06-12T10:00")
        #expect(file.run("handoff")?.status == .met)
    }
}
