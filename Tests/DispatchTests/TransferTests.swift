import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// A matter that is another unit's, or several units' together.
@Suite struct TransferTests {
    private func doumen() async throws -> (DispatchFixture, WorkOrderDispatched) {
        let dispatch = try await DispatchFixture.with("doumen")
        let order = try await dispatch.sent(to: "education", of: "doumen") { $0.isForeignMatter = true }
        return (dispatch, order)
    }

    @Test("DM-31, DM-32: a foreign matter is passed on to 12345, which chooses the actual unit")
    func thePlatformChooses() async throws {
        let (dispatch, order) = try await doumen()
        for _ in 1...2 {
            let answer = try await dispatch.command(
                order.workOrder, "transfer", #"{"reason":"属于住建局职责","form":"请协调实际承办单位"}"#, of: "doumen",
                as: .unit("education"))
            #expect(answer.status == 200, "\(answer)")
            #expect(answer["state"] == "transferred")
        }
        let said = try await dispatch.events(WorkOrderTransferred.self, of: "doumen")
        #expect(said.count == 1)
        #expect(said.first?.event.to == nil)
        #expect(said.first?.event.reason != nil)
        let listed = try await dispatch.get("work-orders:unassigned", of: "doumen").objects("cases")
        #expect(listed.map { $0["stage"] as? String } == ["transferred"])
        for _ in 1...2 {
            let answer = try await dispatch.command(order.workOrder, "assign", #"{"unit":"housing"}"#, of: "doumen")
            #expect(answer.status == 200, "\(answer)")
        }
        let next = try #require(try await dispatch.orders(of: "doumen").last)
        #expect(try await dispatch.orders(of: "doumen").count == 2)
        #expect(next.basis == .transfer)
        #expect(next.previous == order.workOrder)
        #expect(next.unit == UnitID("housing"))
        #expect(next.isLead)
        #expect(next.round == 1)
        let other = try await dispatch.command(order.workOrder, "assign", #"{"unit":"transport"}"#, of: "doumen")
        #expect(other.status == 409)
    }

    @Test("DM-31, DM-32, DM-33, X30: the unit that the platform names has it at once, and no unit names another")
    func theNamedUnitHasItAtOnce() async throws {
        let (dispatch, order) = try await doumen()
        let itself = try await dispatch.command(
            order.workOrder, "transfer", #"{"to":"housing","form":"请协调实际承办单位"}"#, of: "doumen", as: .unit("education"))
        #expect(itself.status == 400 && itself.faults == ["to"])
        #expect(itself.body.contains("is the platform's to name (DM-31, DM-32)"), "\(itself)")
        for _ in 1...2 {
            let answer = try await dispatch.command(
                order.workOrder, "transfer", #"{"to":"housing","form":"请协调实际承办单位"}"#, of: "doumen")
            #expect(answer.status == 200)
        }
        let found = try await dispatch.events(WorkOrderDispatched.self, of: "doumen")
        #expect(found.count == 2)
        #expect(found.last?.event.basis == .transfer)
        #expect(found.last?.time == dispatch.clock.now())
        let elsewhere = try await dispatch.command(
            order.workOrder, "transfer", #"{"to":"transport","form":"请协调实际承办单位"}"#, of: "doumen")
        #expect(elsewhere.status == 409)
        #expect(try await dispatch.events(WorkOrderTransferred.self, of: "doumen").first?.event.to == UnitID("housing"))
        #expect(try await dispatch.get("work-orders:unassigned", of: "doumen").objects("cases").isEmpty)
        #expect(
            try await dispatch.command(order.workOrder, "sign", of: "doumen", as: .unit("education")).status == 409)
    }

    @Test("CZ-18, DM-30: no ping-pong: who has passed a matter on does not get it back") func noPingPong() async throws
    {
        let (dispatch, first) = try await doumen()
        _ = try await dispatch.command(
            first.workOrder, "transfer", #"{"to":"housing","form":"请协调实际承办单位"}"#, of: "doumen")
        let second = try #require(try await dispatch.orders(of: "doumen").last)
        let back = try await dispatch.command(
            second.workOrder, "transfer", #"{"to":"education","form":"请协调实际承办单位"}"#, of: "doumen")
        #expect(back.status == 400 && back.faults == ["to"])
        #expect(
            try await dispatch.command(
                second.workOrder, "transfer", #"{"form":"请协调实际承办单位"}"#, of: "doumen", as: .unit("housing")
            ).status
                == 200)
        for unit in ["education", "housing"] {
            let answer = try await dispatch.command(
                second.workOrder, "assign", #"{"unit":"\#(unit)"}"#, of: "doumen")
            #expect(answer.status == 400 && answer.faults == ["unit"])
        }
        let third = try await dispatch.command(second.workOrder, "assign", #"{"unit":"transport"}"#, of: "doumen")
        #expect(third.status == 200)
        let orders = try await dispatch.orders(of: "doumen")
        #expect(orders.map(\.unit.rawValue) == ["education", "housing", "transport"])
        let bodies = #"{"duty":"区府办〔2016〕3号"}"#
        let last = try #require(orders.last)
        #expect(
            try await dispatch.command(last.workOrder, "object", bodies, of: "doumen", as: .unit("transport")).status
                == 200)
    }

    @Test("CZ-18: a rightly returned matter goes to another unit, and a unit objects once in a case") func returned()
        async throws
    {
        let dispatch = try await DispatchFixture.with()
        let first = try await dispatch.sent()
        let duty = #"{"duty":"三定方案第二条"}"#
        func rule(_ order: WorkOrderID, _ isUpheld: Bool) async throws -> Int {
            try await dispatch.command(order, "decide-objection", #"{"isUpheld":\#(isUpheld)}"#).status
        }
        #expect(try await dispatch.command(first.workOrder, "object", duty, as: .unit("xinbei")).status == 200)
        #expect(try await rule(first.workOrder, true) == 200)
        let back = try await dispatch.command(first.workOrder, "assign", #"{"unit":"xinbei"}"#)
        #expect(back.status == 400 && back.faults == ["unit"])
        #expect(try await dispatch.command(first.workOrder, "assign", #"{"unit":"transport"}"#).status == 200)
    }

    @Test("CZ-18, CZ-46, X30: the unit stays the owner and others join it") func theOwnerKeepsItAndOthersJoin()
        async throws
    {
        let dispatch = try await DispatchFixture.with()
        let lead = try await dispatch.sent { $0.isForeignMatter = true }
        let refused = try await dispatch.command(
            lead.workOrder, "transfer", #"{"to":"transport"}"#, as: .unit("xinbei"))
        #expect(refused.status == 409)
        #expect(try await dispatch.events(WorkOrderTransferred.self).isEmpty)
        for _ in 1...2 {
            let joined = try await dispatch.command(
                lead.workOrder, "join", #"{"unit":"transport"}"#, as: .unit("xinbei"))
            #expect(joined.status == 200, "\(joined)")
        }
        let assistant = try #require(try await dispatch.orders().last)
        #expect(try await dispatch.orders().count == 2)
        #expect(!assistant.isLead)
        #expect(assistant.basis == .joint)
        #expect(assistant.previous == nil)
        let said = try await dispatch.events(AssistantJoined.self)
        #expect(said.map(\.event.workOrder) == [assistant.workOrder])
        #expect(said.map(\.event.lead) == [lead.workOrder])
        _ = try await dispatch.command(assistant.workOrder, "sign", as: .unit("transport"))
        _ = try await dispatch.command(assistant.workOrder, "answer", #"{"text":"配合"}"#, as: .unit("transport"))
        #expect(try await dispatch.events(WorkOrderAnswered.self).map(\.event.isToCitizen) == [false])
        #expect(try await dispatch.command(assistant.workOrder, "close", as: .unit("transport")).status == 200)
        #expect(
            try await dispatch.command(assistant.workOrder, "join", #"{"unit":"education"}"#).status == 409)
    }

    @Test("CZ-18, CZ-46, DM-30: who has rightly returned the matter, or a part of it, is not asked to assist")
    func whoReturnedItDoesNotJoin() async throws {
        let dispatch = try await DispatchFixture.with()
        let lead = try await dispatch.sent()
        func giveBack(_ order: WorkOrderID, by unit: String) async throws {
            _ = try await dispatch.command(order, "object", #"{"duty":"三定方案第四条"}"#, as: .unit(unit))
            let ruled = try await dispatch.command(order, "decide-objection", #"{"isUpheld":true}"#)
            #expect(ruled["state"] == "returned", "\(ruled)")
        }
        func join(_ order: WorkOrderID, _ unit: String) async throws -> Answer {
            try await dispatch.command(order, "join", #"{"unit":"\#(unit)"}"#)
        }
        #expect(try await join(lead.workOrder, "transport").status == 200)
        let part = try #require(try await dispatch.orders().last)
        try await giveBack(part.workOrder, by: "transport")
        let again = try await join(lead.workOrder, "transport")
        #expect(again.status == 400 && again.faults == ["unit"], "\(again)")
        try await giveBack(lead.workOrder, by: "xinbei")
        _ = try await dispatch.command(lead.workOrder, "assign", #"{"unit":"civil-affairs"}"#)
        let next = try #require(try await dispatch.orders().last)
        for unit in ["transport", "xinbei"] {
            let answer = try await join(next.workOrder, unit)
            #expect(answer.status == 400 && answer.faults == ["unit"], "\(unit): \(answer)")
        }
        #expect(try await join(next.workOrder, "education").status == 200)
        let units = try await dispatch.orders().map(\.unit.rawValue)
        #expect(units == ["xinbei", "transport", "civil-affairs", "education"])
    }

    @Test(arguments: ["moon", "xinbei", "Not A Slug", ""]) func onlyAnotherUnitOfTheDistrictJoins(unit: String)
        async throws
    {
        let dispatch = try await DispatchFixture.with()
        let lead = try await dispatch.sent()
        let answer = try await dispatch.command(lead.workOrder, "join", #"{"unit":"\#(unit)"}"#)
        #expect(answer.status == 400)
        #expect(answer.faults == ["unit"])
        #expect(try await dispatch.orders().count == 1)
    }

    @Test func anUpheldObjectionGivesTheCaseToAnother() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        for _ in 1...2 {
            let answer = try await dispatch.command(
                order.workOrder, "object", #"{"duty":"三定方案第四条"}"#, as: .unit("xinbei"))
            #expect(answer["state"] == "objected", "\(answer)")
        }
        #expect(try await dispatch.command(order.workOrder, "sign", as: .unit("xinbei")).status == 409)
        for _ in 1...2 {
            let answer = try await dispatch.command(order.workOrder, "decide-objection", #"{"isUpheld":true}"#)
            #expect(answer["state"] == "returned", "\(answer)")
        }
        let sealed = try #require(try await dispatch.events(WorkOrderObjected.self).first).event.duty
        let subject = SealSubject(district: DistrictID("changzhou"), case: order.case)
        #expect(try dispatch.keys.open(sealed, field: "duty", of: subject) == "三定方案第四条")
        let desk = try await dispatch.get("work-orders/\(order.workOrder)")
        #expect(desk["duty"] == "三定方案第四条")
        let unit = try await dispatch.get("work-orders/\(order.workOrder)", as: .unit("xinbei"))
        #expect(unit.status == 200 && !unit.body.contains("三定"))
        #expect(try await dispatch.events(ObjectionDecided.self).map(\.event.isUpheld) == [true])
        let listed = try await dispatch.get("work-orders:unassigned").objects("cases")
        #expect(listed.map { $0["workOrder"] as? String } == [order.workOrder.rawValue])
        #expect(listed.map { $0["stage"] as? String } == ["returned"])
        let answer = try await dispatch.post("cases/\(order.case)/assign", #"{"unit":"transport"}"#)
        #expect(answer.status == 200, "\(answer)")
        let next = try #require(try await dispatch.orders().last)
        #expect(next.unit == UnitID("transport"))
        #expect(next.previous == order.workOrder)
    }

    @Test("CZ-18, X30: a rejected objection leaves the matter where it was, and there is no second")
    func aRejectedObjectionLeavesItWhereItWasAndThereIsNoSecond() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        _ = try await dispatch.command(order.workOrder, "object", #"{"duty":"三定方案"}"#)
        for _ in 1...2 {
            let answer = try await dispatch.command(order.workOrder, "decide-objection", #"{"isUpheld":false}"#)
            #expect(answer["state"] == "signed", "\(answer)")
        }
        let ruled = try await dispatch.events(ObjectionDecided.self).map(\.event)
        #expect(ruled.map(\.isUpheld) == [false] && ruled.map(\.decidedBy) == ["operator"])
        let again = try await dispatch.command(order.workOrder, "object", #"{"duty":"三定方案"}"#)
        #expect(again.status == 409)
        #expect(try await dispatch.events(WorkOrderObjected.self).count == 1)
        #expect(
            try await dispatch.command(order.workOrder, "decide-objection", #"{"isUpheld":true}"#).status == 409)
    }

    @Test("DM-30, X30: a unit objects as often as its pack lets it", arguments: [(1, ""), (2, "objections: 2")])
    func asOftenAsThePackSays(most: Int, change: String) async throws {
        let dispatch = try await DispatchFixture.with(
            "doumen", where: change.isEmpty ? nil : ("objections: 1", change))
        let order = try await dispatch.sent(to: "education", of: "doumen")
        for _ in 1...most {
            let objected = try await dispatch.command(order.workOrder, "object", #"{"duty":"三定方案"}"#, of: "doumen")
            #expect(objected.status == 200)
            _ = try await dispatch.command(order.workOrder, "decide-objection", #"{"isUpheld":false}"#, of: "doumen")
        }
        let more = try await dispatch.command(order.workOrder, "object", #"{"duty":"三定方案"}"#, of: "doumen")
        #expect(more.status == 409)
        #expect(try await dispatch.events(WorkOrderObjected.self, of: "doumen").count == most)
    }

    @Test(arguments: [#"{}"#, #"{"duty":""}"#, #"{"duty":1}"#]) func anObjectionCitesADuty(body: String) async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        let answer = try await dispatch.command(order.workOrder, "object", body)
        #expect(answer.status == 400)
        #expect(answer.faults == ["duty"])
        #expect(try await dispatch.events(WorkOrderObjected.self).isEmpty)
    }
}
