import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// Every clock of the Changzhou pack, by the number of its rule.
@Suite struct ChangzhouClockTests {
    private let pack = "changzhou-2020.1"

    private func file() throws -> CaseFile { CaseFile(try Town.changzhou.get()) }

    /// Raised in the show, dispatched after it.
    private func dispatched(
        _ category: AppealCategory? = .complaint, at time: String = "2020-05-14T10:10", isAnonymous: Bool = false,
        hasContact: Bool? = nil
    ) throws -> CaseFile {
        let registered = time.prefix(10) + "T09:20"
        var file = try file()
        try file.hear(
            Say.registered(category, isAnonymous: isAnonymous, hasContact: hasContact, pack: pack), String(registered))
        try file.hear(
            Say.dispatched(
                "order-1", category, isAnonymous: isAnonymous, hasContact: hasContact, registered: String(registered),
                pack: pack), time)
        return file
    }

    @Test(
        "CZ-54 X16: one working hour to sign, the lunch break not counted",
        arguments: [
            ("2020-05-14T10:10", "2020-05-14T11:10"), ("2020-05-14T11:40", "2020-05-14T14:10"),
            ("2020-05-14T17:10", "2020-05-15T09:40"), ("2020-05-15T17:10", "2020-05-18T09:40"),
            ("2020-05-14T18:00", "2020-05-15T10:00"),
        ]) func signing(dispatched time: String, due: String) throws
    {
        let file = try dispatched(at: time)
        #expect(file.run("sign")?.due == at(due))
        #expect(file.run("sign")?.rule == RuleID("CZ-54"))
        #expect(file.run("contact")?.due == at(due))
    }

    @Test("CZ-54: signed at the very due instant is in time, a millisecond later is missed")
    func signingAtTheDueInstant() throws {
        var inTime = try dispatched()
        try inTime.hear(Say.signed(), "2020-05-14T11:10")
        #expect(inTime.run("sign")?.status == .met)
        var late = try dispatched()
        try late.pass(to: "2020-05-14T11:10")
        #expect(late.run("sign")?.status == .running)
        try late.pass(to: "2020-05-14T11:10:01")
        #expect(late.run("sign")?.status == .missed)
        #expect(late.names(of: "sign") == ["DeadlineSet", "DeadlineApproaching", "DeadlineMissed"])
    }

    @Test("CZ-55 X13: nobody has to contact an anonymous citizen") func anonymityWaivesContact() throws {
        var file = try dispatched(isAnonymous: true)
        #expect(file.run("contact") == nil)
        try file.hear(Say.answered(), "2020-05-15T10:00")
        #expect(file.run("callback") == nil)
        #expect(file.run("sign") != nil)
    }

    @Test("CZ-55 X13: who leaves a number later is owed a call within an hour of that")
    func contactLeftLater() throws {
        var file = try dispatched(isAnonymous: true)
        try file.hear(Say.amended(isAnonymous: false), "2020-05-15T10:00")
        #expect(file.run("contact")?.due == at("2020-05-15T11:00"))
    }

    @Test("CZ-55 X13: nobody has to contact who left no way to be reached, until there is one")
    func contactLeftOut() throws {
        var file = try dispatched(hasContact: false)
        #expect(file.run("contact") == nil)
        try file.hear(Say.amended(hasContact: true), "2020-05-15T10:00")
        #expect(file.run("contact")?.due == at("2020-05-15T11:00"))
        #expect(file.names(of: "contact") == ["DeadlineSet"])
    }

    @Test("CZ-55 X13: a number that comes when the order is closed is no contact that anybody owes")
    func contactLeftTooLate() throws {
        var file = try dispatched(hasContact: false)
        for said in [Said(Say.signed(), "2020-05-14T10:20"), Said(Say.closed(), "2020-05-15T10:00")] {
            try file.hear(said)
        }
        try file.hear(Say.amended(hasContact: true), "2020-05-18T10:00")
        #expect(file.run("contact") == nil)
        #expect(file.names(of: "contact") == [])
    }

    @Test("CZ-58 X13: a number that comes after the callback was waived brings no callback back")
    func aWaivedCallbackStaysWaived() throws {
        var file = try dispatched(isAnonymous: true)
        try file.hear(Say.answered(), "2020-05-15T10:00")
        try file.hear(Say.waived, "2020-05-15T10:00")
        try file.hear(Say.amended(isAnonymous: false), "2020-05-18T10:00")
        #expect(file.names(of: "callback") == [])
    }

    @Test("CZ-55 X13: no contact is owed whichever of the two facts comes first")
    func contactLeftOutInAnyOrder() throws {
        var file = try file()
        try file.hear(
            Say.dispatched(hasContact: false, registered: "2020-05-14T10:10", pack: pack), "2020-05-14T10:10")
        #expect(file.run("contact") == nil)
        try file.hear(Say.registered(hasContact: false, pack: pack), "2020-05-14T10:10")
        #expect(file.names(of: "contact") == [])
    }

    @Test("CZ-55 X13: who withdraws the number is owed no call") func contactWithdrawn() throws {
        var file = try dispatched()
        try file.hear(Say.amended(isAnonymous: true), "2020-05-14T10:30")
        #expect(file.run("contact")?.status == .cancelled)
        #expect(file.all(DeadlineCancelled.self).map(\.cause) == ["anonymous"])
    }

    @Test("CZ-55: told procedure and limit, or tried in vain") func contacting() throws {
        var told = try dispatched()
        try told.hear(Say.contacted(reached: true, told: false), "2020-05-14T10:20")
        #expect(told.run("contact")?.status == .running)
        try told.hear(Say.contacted(), "2020-05-14T10:30")
        #expect(told.run("contact")?.endedAt == at("2020-05-14T10:30"))
        var tried = try dispatched()
        try tried.hear(Say.contacted(reached: false, told: false), "2020-05-14T10:20")
        #expect(tried.run("contact")?.status == .met)
    }

    @Test(
        "CZ-56 X07: enquiries and suggestions in 3 working days",
        arguments: [
            ("2020-04-23T10:10", "2020-04-27"), ("2020-04-29T10:10", "2020-05-07"), ("2020-05-14T10:10", "2020-05-19"),
        ]) func answering(dispatched time: String, day: String) throws
    {
        for category in [AppealCategory.consultation, .suggestion] {
            let file = try dispatched(category, at: time)
            #expect(file.run("answer")?.due == at("\(day)T17:30"))
        }
        #expect(try dispatched(.complaint, at: time).run("answer") == nil)
    }

    @Test(
        "CZ-44 CZ-57 X06: closed, and filed on paper, within 30 working days of dispatch",
        arguments: [
            ("2020-05-14T10:10", "2020-06-28"), ("2020-08-27T10:10", "2020-10-14"),
        ]) func closing(dispatched time: String, day: String) throws
    {
        let file = try dispatched(at: time)
        #expect(file.run("close")?.due == at("\(day)T17:30"))
        #expect(file.run("paper")?.due == at("\(day)T17:30"))
    }

    @Test("CZ-44 CZ-57 X09: the reply in the system stops closing, both receipts stop the paper, and not the close")
    func closingStopsAtTheReply() throws {
        var file = try dispatched()
        try file.hear(Say.answered(), "2020-06-01T10:00")
        #expect(file.run("close")?.status == .met)
        #expect(file.run("paper")?.status == .running)
        try file.hear(Say.filed("result", "platform"), "2020-06-02T10:00")
        #expect(file.run("paper")?.status == .running)
        try file.hear(Say.filed("result", "office"), "2020-06-03T10:00")
        #expect(file.run("paper")?.endedAt == at("2020-06-03T10:00"))
        // Whoever presses "close" late has filed in time all the same.
        try file.hear(Say.closed(), "2020-07-03T10:00")
        #expect(file.run("paper")?.status == .met)
        #expect(file.run("close")?.endedAt == at("2020-06-01T10:00"))
    }

    @Test("CZ-41 X08: a promise earlier than the law counts") func promiseBeforeLaw() throws {
        var file = try dispatched()
        try file.hear(Say.promised("2020-05-20T17:30"), "2020-05-14T09:25")
        #expect(file.run("promise")?.due == at("2020-05-20T17:30"))
        #expect(file.run("close")?.due == at("2020-06-28T17:30"))
    }

    @Test("CZ-41 X08: a promise later than the law does not extend it") func promiseAfterLaw() throws {
        var file = try file()
        try file.hear(Say.registered(onAir: .promised, pack: pack), "2020-05-14T09:20")
        try file.hear(Say.promised("2020-12-31T17:30"), "2020-05-14T09:25")
        #expect(file.run("promise")?.due == at("2020-12-31T17:30"))
        try file.hear(
            Say.dispatched(onAir: .promised, registered: "2020-05-14T09:20", pack: pack), "2020-05-14T10:10")
        #expect(file.run("promise")?.due == at("2020-06-28T17:30"))
        #expect(file.all(DeadlineMoved.self).map(\.cause) == ["law"])
    }

    @Test("CZ-41 X08: of two promises the earlier counts") func twoPromises() throws {
        var file = try dispatched()
        try file.hear(Say.promised("2020-05-20T17:30"), "2020-05-14T09:25")
        try file.hear(Say.promised("2020-05-29T17:30"), "2020-05-14T09:40")
        #expect(file.run("promise")?.due == at("2020-05-20T17:30"))
        try file.hear(Say.promised("2020-05-18T17:30"), "2020-05-14T09:50")
        #expect(file.run("promise")?.due == at("2020-05-18T17:30"))
    }

    @Test(
        "CZ-42: dispatch on the day, from the later of the close and the appeal",
        arguments: [
            ("2020-05-14T09:20", "2020-05-14T10:00"), ("2020-05-14T11:00", "2020-05-14T10:00"),
        ]) func sameDayDispatch(registered: String, closed: String) throws
    {
        for isShowFirst in [true, false] {
            var file = try file()
            if isShowFirst { try file.hear(Say.closedShow(), closed) }
            try file.hear(Say.registered(pack: pack), registered)
            if !isShowFirst { try file.hear(Say.closedShow(), closed) }
            #expect(file.run("dispatch")?.startedAt == max(at(registered), at(closed)))
            #expect(file.run("dispatch")?.due == at("2020-05-15T00:00"))
            #expect(file.run("dispatch")?.owes == .operator)
        }
    }

    @Test("CZ-42: at 24:00 in time, after it missed") func sameDayEndsAtMidnight() throws {
        var file = try file()
        try file.hear(Say.registered(pack: pack), "2020-05-14T09:20")
        try file.hear(Say.closedShow(), "2020-05-14T10:00")
        try file.pass(to: "2020-05-15T00:00")
        #expect(file.run("dispatch")?.status == .running)
        try file.pass(to: "2020-05-15T00:00:01")
        #expect(file.run("dispatch")?.status == .missed)
    }

    @Test("CZ-42: the show of another day does not start it") func anotherShow() throws {
        var file = try file()
        try file.hear(Say.registered(pack: pack), "2020-05-14T09:20")
        try file.hear(Say.closedShow("another"), "2020-05-14T10:00")
        #expect(file.run("dispatch") == nil)
    }

    @Test("CZ-45 X17: a call that was not put through is dispatched within one working day") func handOff() throws {
        var file = try file()
        try file.hear(Say.registered(onAir: .notPutThrough, pack: pack), "2020-05-14T09:20")
        try file.hear(Say.closedShow(), "2020-05-14T10:00")
        #expect(file.run("handoff")?.due == at("2020-05-15T17:30"))
        #expect(file.run("dispatch") == nil)
    }

    @Test("CZ-58 X31: a callback promptly after the answer") func callback() throws {
        var file = try dispatched()
        try file.hear(Say.answered(), "2020-05-15T10:00")
        #expect(file.run("callback")?.due == at("2020-05-18T17:30"))
        #expect(file.run("callback")?.owes == .platform)
        try file.hear(Say.called(), "2020-05-18T09:00")
        #expect(file.run("callback")?.status == .met)
    }

    @Test(
        "CZ-59 X14: rework in the earlier of the category's limit and 5 working days",
        arguments: [
            (AppealCategory.complaint, "2020-06-08"), (.consultation, "2020-06-04"),
        ]) func rework(category: AppealCategory, day: String) throws
    {
        var file = try dispatched(category)
        try file.hear(Say.answered(), "2020-05-29T10:00")
        let order = ReworkOrdered(
            case: CaseFile.id, workOrder: WorkOrderID("order-2"), unit: Say.unit, previous: WorkOrderID("order-1"),
            round: 2,
            reason: "notSolved")
        try file.hear(order, "2020-06-01T10:00")
        try file.hear(
            Say.dispatched(
                "order-2", category, basis: .rework, round: 2, registered: "2020-05-14T09:20", pack: pack),
            "2020-06-01T10:00")
        #expect(file.run("rework", of: "order-2")?.due == at("\(day)T17:30"))
        #expect(file.run("close", of: "order-2") == nil)
        #expect(file.run("sign", of: "order-2") != nil)
        try file.hear(Say.answered("order-2", round: 2), "2020-06-02T10:00")
        #expect(file.run("rework", of: "order-2")?.status == .met)
        #expect(file.run("close", of: "order-1")?.status == .met)
    }

    @Test("CZ-59 X14: when no round is left, supervision is proposed once") func reworkExhausted() throws {
        var file = try dispatched()
        try file.hear(Say.superviseAfter(reason: "reworkExhausted"), "2020-07-01T10:00")
        try file.hear(Say.superviseAfter(reason: "reworkExhausted"), "2020-07-01T10:05")
        let proposals = file.all(SupervisionProposed.self)
        #expect(proposals.map(\.ground) == ["reworkExhausted"])
        #expect(proposals.first?.drafter == "platform")
    }

    @Test(
        "CZ-60 X12: the day itself is the first, the list is due on the next working day",
        arguments: [
            ("2020-05-14T09:20", "2020-05-15"), ("2020-05-15T16:00", "2020-05-18"), ("2020-05-17T11:00", "2020-05-18"),
            // The Labour Day holiday of 2020, from Friday to Tuesday.
            ("2020-04-30T17:00", "2020-05-06"),
        ]) func theList(registered: String, day: String) throws
    {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(
            Say.registered(channel: .hotline12345, onAir: nil, broadcast: nil, pack: pack), registered)
        #expect(file.run("list")?.due == at("\(day)T17:30"))
        try file.hear(Say.listed, "\(day)T17:30")
        #expect(file.run("list")?.status == .met)
    }
}
