import Contracts
import Foundation
import Messaging
import TestSupport
import Testing

/// What goes out, to whom and when.
@Suite struct DispatchingTests {
    private func minute(_ minutes: Int64) -> Instant { DispatchFixture.closing.advanced(bySeconds: 60 * minutes) }

    @Test(
        "CZ-42, X17: what was raised on air goes out when its show has closed",
        arguments: [
            OnAirOutcome.answered, .promised, .accepted,
        ])
    func theCloseSetsOff(outcome: OnAirOutcome) async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.hear(Appeal.onAir(outcome).event(), at: minute(-20))
        #expect(try await dispatch.orders().isEmpty)
        try await dispatch.closeShow()
        let found = try await dispatch.events(WorkOrderDispatched.self)
        #expect(found.count == 1)
        #expect(found.first?.time == DispatchFixture.closing)
        #expect(found.first?.event.basis == .onAir)
        #expect(found.first?.event.onAir == outcome)
        #expect(found.first?.event.registeredAt == minute(-20))
        #expect(found.first?.event.isLead == true)
        #expect(found.first?.event.round == 1)
    }

    @Test("CZ-42: an appeal that is typed up after the close goes out at its own time")
    func theAppealSetsOff() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.closeShow()
        try await dispatch.hear(Appeal.onAir().event(), at: minute(90))
        let found = try await dispatch.events(WorkOrderDispatched.self)
        #expect(found.map(\.time) == [minute(90)])
    }

    @Test("CZ-42: both orders of the two facts give one work order and one event, with the same ids and time")
    func bothOrdersAreTheSame() async throws {
        let appeal = Appeal.onAir().event()
        var rows: [String] = []
        for closesFirst in [true, false] {
            let dispatch = try await DispatchFixture.with()
            if closesFirst { try await dispatch.closeShow() }
            try await dispatch.hear(appeal, at: minute(-5))
            if !closesFirst { try await dispatch.closeShow() }
            let found = try await dispatch.asAdmin(
                """
                SELECT event_id || ' ' || time || ' ' || data FROM test_dispatch.journal
                WHERE type = '\(WorkOrderDispatched.type)'
                """)
            #expect(found.count == 1)
            rows += try found.map { row in
                let text = try row.decode(String.self)
                let (head, json) = (text.prefix { $0 != "{" }, text.drop { $0 != "{" })
                let order = try JSONDecoder().decode(WorkOrderDispatched.self, from: Data(json.utf8))
                return head + order.workOrder.rawValue
            }
        }
        #expect(rows.count == 2)
        #expect(Set(rows).count == 1)
    }

    @Test("X17: in Doumen, too, the close sets off what was raised on air, and nothing else waits for it")
    func inDoumenTheCloseSetsOff() async throws {
        let dispatch = try await DispatchFixture.with("doumen")
        let (raised, missed) = (
            Appeal.onAir(.accepted, unit: "education"), Appeal.onAir(.notPutThrough, unit: "education")
        )
        for appeal in [raised, missed] {
            try await dispatch.hear(appeal.event("doumen"), of: "doumen", at: minute(-20))
        }
        #expect(try await dispatch.orders(of: "doumen").map(\.case) == [missed.id])
        try await dispatch.closeShow(units: ["education"], of: "doumen")
        #expect(try await dispatch.orders(of: "doumen").map(\.case) == [missed.id, raised.id])
    }

    @Test("CZ-45, X17: what was not put through goes out at once") func notPutThroughGoesAtOnce() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.hear(Appeal.onAir(.notPutThrough).event(), at: minute(-10))
        let found = try await dispatch.events(WorkOrderDispatched.self)
        #expect(found.map(\.time) == [minute(-10)])
        #expect(found.first?.event.basis == .offAir)
        try await dispatch.closeShow()
        #expect(try await dispatch.orders().count == 1)
    }

    @Test("CZ-42, CZ-54: what came while dispatch was away goes out when it is back, and is owed from there")
    func afterAnOutageItGoesOutNow() async throws {
        let dispatch = try await DispatchFixture.with()
        let now = DispatchFixture.onAir
        for late in [60, 61, 7_200] {
            try await dispatch.hear(Appeal(unit: "xinbei").event(), at: now.advanced(bySeconds: Int64(-late)))
        }
        let found = try await dispatch.events(WorkOrderDispatched.self)
        #expect(found.map(\.time) == [now.advanced(bySeconds: -60), now, now])
        #expect(found.map(\.event.registeredAt).last == now.advanced(bySeconds: -7_200))
    }

    @Test("CZ-59: rework that was asked for while dispatch was away is owed from when it is back")
    func afterAnOutageReworkGoesOutNow() async throws {
        let dispatch = try await DispatchFixture.with()
        let now = DispatchFixture.onAir
        for (late, owedFrom) in [(60, now.advanced(bySeconds: -60)), (61, now), (7_200, now)] {
            let order = try await dispatch.sent()
            try await dispatch.hear(
                ReworkRequested(
                    case: order.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: order.workOrder,
                    unit: order.unit, round: 1, reason: "notSolved"), at: now.advanced(bySeconds: Int64(-late)))
            #expect(try await dispatch.events(ReworkOrdered.self).last?.time == owedFrom)
            #expect(try await dispatch.events(WorkOrderDispatched.self).last?.time == owedFrom)
        }
    }

    @Test func whatComesByTheWebGoesOutAtOnceAlsoWithoutACategory() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent { $0.category = nil }
        #expect(order.basis == .direct)
        #expect(order.category == nil)
        #expect(order.unit == UnitID("xinbei"))
    }

    @Test func onAirWithoutAUnitIsForTheOnlyUnitOfTheShow() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.hear(Appeal.onAir(unit: nil).event())
        try await dispatch.closeShow(units: ["transport"])
        #expect(try await dispatch.orders().map(\.unit) == [UnitID("transport")])
    }

    @Test func ofTwoUnitsOnAirTheOperatorChooses() async throws {
        let dispatch = try await DispatchFixture.with()
        let appeal = Appeal.onAir(unit: nil)
        try await dispatch.hear(appeal.event())
        try await dispatch.closeShow(units: ["transport", "xinbei"])
        #expect(try await dispatch.orders().isEmpty)
        let list = try await dispatch.get("work-orders:unassigned")
        #expect(list.objects("cases").map { $0["case"] as? String } == [appeal.id.rawValue])
        for _ in 1...2 {
            let answer = try await dispatch.post("cases/\(appeal.id)/assign", #"{"unit":"xinbei"}"#)
            #expect(answer.status == 200, "\(answer)")
            #expect(answer["stage"] == "dispatched")
        }
        #expect(try await dispatch.orders().map(\.basis) == [.onAir])
        #expect(try await dispatch.get("work-orders:unassigned").objects("cases").isEmpty)
        let other = try await dispatch.post("cases/\(appeal.id)/assign", #"{"unit":"transport"}"#)
        #expect(other.status == 409)
    }

    @Test("CZ-07: every appeal of a show stands in one unit's list, or among those that nobody has") func ledgers()
        async throws
    {
        let dispatch = try await DispatchFixture.with()
        var raised: [Appeal] = []
        for unit in ["xinbei", "xinbei", "transport", nil] as [String?] {
            let appeal = Appeal.onAir(unit: unit)
            try await dispatch.hear(appeal.event())
            raised.append(appeal)
        }
        try await dispatch.closeShow(units: ["transport", "xinbei"])
        var listed: [String] = []
        for (unit, count) in [("xinbei", 2), ("transport", 1), ("urban-management", 0)] {
            let list = try await dispatch.get("work-orders?broadcast=2020-05-14", as: .unit(unit))
            let orders = list.objects("workOrders")
            #expect(orders.count == count)
            #expect(orders.allSatisfy { $0["unit"] as? String == unit && $0["caseNumber"] != nil })
            listed += orders.compactMap { $0["case"] as? String }
        }
        listed += try await dispatch.get("work-orders:unassigned").objects("cases").compactMap { $0["case"] as? String }
        #expect(listed.sorted() == raised.map(\.id.rawValue).sorted())
    }

    @Test func aCaseRefusesByName() async throws {
        let dispatch = try await DispatchFixture.with()
        func assign(_ id: CaseID) async throws -> String {
            let answer = try await dispatch.post("cases/\(id)/assign", #"{"unit":"transport"}"#)
            return "\(answer.status) \(answer["detail"])"
        }
        let waiting = Appeal.onAir()
        try await dispatch.hear(waiting.event())
        #expect(try await assign(waiting.id) == "409 The case is waiting: it cannot be told to assign.")
        let order = try await dispatch.sent()
        #expect(try await assign(order.case) == "409 The case is dispatched: it cannot be told to assign.")
        for (command, body) in [
            ("sign", ""), ("answer", #"{"text":"已处理"}"#),
            ("file", #"{"form":"result","receiver":"platform","reply":"已处理"}"#),
            ("file", #"{"form":"result","receiver":"office"}"#), ("close", ""),
        ] { #expect(try await dispatch.command(order.workOrder, command, body).status == 200) }
        #expect(try await assign(order.case) == "409 The case is closed: it cannot be told to assign.")
        try await dispatch.hear(
            ReworkRequested(
                case: order.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: order.workOrder,
                unit: order.unit, round: 1, reason: "notSolved"))
        #expect(try await assign(order.case) == "409 The case is reworked: it cannot be told to assign.")
        try await dispatch.hear(AppealLinked(case: order.case, parent: waiting.id))
        #expect(try await assign(order.case) == "409 The case is linked: it cannot be told to assign.")
        #expect(try await dispatch.orders().count == 2)
    }

    @Test func aCaseRepeatsOneOther() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        let parents = (1...2).map { _ in CaseID(UUID().uuidString.lowercased()) }
        for parent in parents { try await dispatch.hear(AppealLinked(case: order.case, parent: parent)) }
        let kept = try await dispatch.asAdmin("SELECT parent FROM test_dispatch.cases")
        #expect(try kept.map { try $0.decode(CaseID.self) } == [parents[0]])
        #expect(try await dispatch.count("steps") == 1)
    }

    @Test func anAmendmentThatNamesTheUnitSendsItOut() async throws {
        let dispatch = try await DispatchFixture.with()
        let appeal = Appeal(unit: nil)
        try await dispatch.hear(appeal.event(), at: minute(0))
        try await dispatch.hear(AppealAmended(case: appeal.id, category: .suggestion), at: minute(1))
        #expect(try await dispatch.orders().isEmpty)
        try await dispatch.hear(AppealAmended(case: appeal.id, unit: UnitID("xinbei")), at: minute(2))
        try await dispatch.hear(AppealAmended(case: appeal.id, unit: UnitID("transport")), at: minute(3))
        let found = try await dispatch.events(WorkOrderDispatched.self)
        #expect(found.map(\.time) == [minute(2)])
        #expect(found.first?.event.category == .suggestion)
    }

    @Test func whoHasTheCaseIsWhoWasSentItWhateverIsAmended() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        try await dispatch.hear(AppealAmended(case: order.case, unit: UnitID("transport")))
        for (unit, status) in [("transport", 409), ("xinbei", 200)] {
            #expect(try await dispatch.post("cases/\(order.case)/assign", #"{"unit":"\#(unit)"}"#).status == status)
        }
        #expect(try await dispatch.orders().count == 1)
    }

    @Test func aUnitNamedBeforeTheCloseIsKeptForIt() async throws {
        let dispatch = try await DispatchFixture.with()
        let appeal = Appeal.onAir(unit: nil)
        try await dispatch.hear(appeal.event(), at: minute(-9))
        try await dispatch.hear(AppealAmended(case: appeal.id, unit: UnitID("education")), at: minute(5))
        try await dispatch.closeShow()
        let found = try await dispatch.events(WorkOrderDispatched.self)
        #expect(found.map(\.event.unit) == [UnitID("education")])
        #expect(found.map(\.time) == [minute(5)])
    }

    @Test func redeliveryChangesNothing() async throws {
        let dispatch = try await DispatchFixture.with()
        let ids = (1...3).map { _ in UUID().uuidString.lowercased() }
        let (air, web) = (Appeal.onAir().event(), Appeal().event())
        for _ in 1...3 {
            try await dispatch.hear(air, id: ids[0])
            try await dispatch.hear(web, id: ids[1])
            try await dispatch.hear(
                BroadcastClosed(broadcast: DispatchFixture.show, units: [UnitID("xinbei")]), id: ids[2])
        }
        #expect(try await dispatch.orders().count == 2)
        #expect(try await dispatch.count("work_orders") == 2)
        #expect(try await dispatch.count("held_messages") == 0)
    }

    @Test func aSecondCloseOfTheShowChangesNothing() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.hear(Appeal.onAir().event())
        try await dispatch.closeShow()
        try await dispatch.closeShow(at: minute(60))
        try await dispatch.hear(Appeal.onAir().event(), at: minute(-1))
        #expect(
            try await dispatch.events(WorkOrderDispatched.self).map(\.time) == [
                DispatchFixture.closing, DispatchFixture.closing,
            ])
    }

    @Test func aBatchKeepsTheOrderOfItsFacts() async throws {
        let dispatch = try await DispatchFixture.with()
        var envelopes: [Envelope] = []
        func say(_ event: some Event, _ time: Instant) throws {
            envelopes.append(
                try Envelope(
                    event, id: EventID(UUID().uuidString.lowercased()), at: time, in: DistrictID("changzhou"),
                    from: "intake"))
        }
        for number in 0..<50 {
            let appeal = Appeal(unit: number % 2 == 0 ? "xinbei" : nil)
            try say(appeal.event(), minute(0))
            if number % 2 == 1 { try say(AppealAmended(case: appeal.id, unit: UnitID("transport")), minute(1)) }
        }
        try await dispatch.hosting.inbox.handle(envelopes)
        let orders = try await dispatch.orders()
        #expect(orders.count == 50)
        #expect(orders.count { $0.unit == UnitID("transport") } == 25)
    }

    @Test func anAppealWaitsForItsRulePack() async throws {
        let dispatch = try await DispatchFixture(at: DispatchFixture.onAir)
        try await dispatch.hear(Appeal().event())
        #expect(try await dispatch.orders().isEmpty)
        try await dispatch.adopt("changzhou")
        #expect(try await dispatch.orders().count == 1)
    }

    @Test func anAmendmentBeforeItsAppealWaits() async throws {
        let dispatch = try await DispatchFixture.with()
        let appeal = Appeal(unit: nil)
        try await dispatch.hear(AppealAmended(case: appeal.id, unit: UnitID("xinbei")))
        #expect(try await dispatch.count("held_messages") == 1)
    }

    @Test func aLinkedCaseIsNotSentAndItsOpenWorkOrdersEnd() async throws {
        let dispatch = try await DispatchFixture.with()
        let (parent, waiting) = (CaseID(UUID().uuidString.lowercased()), Appeal.onAir())
        try await dispatch.hear(waiting.event())
        try await dispatch.hear(AppealLinked(case: waiting.id, parent: parent))
        try await dispatch.closeShow()
        #expect(try await dispatch.orders().isEmpty)
        let order = try await dispatch.sent()
        try await dispatch.hear(AppealLinked(case: order.case, parent: parent))
        let view = try await dispatch.get("work-orders/\(order.workOrder)")
        #expect((view.object["workOrder"] as? [String: Any])?["state"] as? String == "linked")
        #expect(try await dispatch.command(order.workOrder, "sign").status == 409)
        #expect(try await dispatch.events(WorkOrderClosed.self).isEmpty)
    }
}
