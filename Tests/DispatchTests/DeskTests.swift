import Contracts
import DispatchService
import Foundation
import HTTP
import Sealing
import TestSupport
import Testing

/// What is seen, by whom, and who may do what.
@Suite struct DeskTests {
    private func sealed(_ dispatch: DispatchFixture, _ ring: KeyRing? = nil) async throws -> WorkOrderDispatched {
        var appeal = Appeal()
        let subject = SealSubject(district: DistrictID("changzhou"), case: appeal.id)
        let month = try #require(Month("2020-05"))
        appeal.text = try (ring ?? dispatch.keys).seal("路灯坏了", field: "text", of: subject, month: month)
        let citizen = try JSONEncoder().encode(Citizen(name: "王先生", phone: "13800000000"))
        appeal.citizen = try dispatch.keys.seal([UInt8](citizen), field: "citizen", of: subject, month: month)
        try await dispatch.hear(appeal.event())
        return try #require(try await dispatch.orders().last)
    }

    @Test func theUnitAndTheOperatorReadWhatWasSaid() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await sealed(dispatch)
        for who in [Who.operator, .unit("xinbei")] {
            let dossier = try await dispatch.get("work-orders/\(order.workOrder)", as: who)
            #expect(dossier["text"] == "路灯坏了")
            #expect((dossier.object["citizen"] as? [String: Any])?["name"] as? String == "王先生")
        }
        let supervised = try await dispatch.get("work-orders/\(order.workOrder)", as: .supervisor)
        #expect(supervised.status == 200)
        #expect(!supervised.body.contains("王先生") && !supervised.body.contains("路灯"))
        #expect(try await dispatch.get("work-orders/\(order.workOrder)", as: .unit("transport")).status == 404)
    }

    @Test func aReportIsNotOpened() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await sealed(dispatch, dispatch.vault)
        for who in [Who.operator, .unit("xinbei")] {
            let dossier = try await dispatch.get("work-orders/\(order.workOrder)", as: who)
            #expect(dossier.object["isTextWithheld"] as? Bool == true)
            #expect(dossier["text"] == "")
            #expect(!dossier.body.contains("路灯"))
        }
    }

    @Test func aWorkOrderHasItsHistory() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign", as: .unit("xinbei"))
        _ = try await dispatch.command(order.workOrder, "object", #"{"duty":"三定方案"}"#, as: .unit("xinbei"))
        _ = try await dispatch.command(
            order.workOrder, "decide-objection", #"{"isUpheld":false}"#, as: .person(.operator))
        let steps = try await dispatch.get("work-orders/\(order.workOrder)").objects("steps")
        #expect(steps.map { $0["type"] as? String } == ["WorkOrderSigned", "WorkOrderObjected", "ObjectionDecided"])
        #expect(steps.map { $0["role"] as? String } == ["unit", "unit", "operator"])
        #expect(steps.map { $0["account"] as? String } == ["xinbei", "xinbei", "operator-1"])
        #expect(try await dispatch.events(ObjectionDecided.self).map(\.event.decidedBy) == ["operator-1"])
    }

    @Test func aListIsPagedAndFiltered() async throws {
        let dispatch = try await DispatchFixture.with()
        for number in 0..<7 { _ = try await dispatch.sent(to: number % 2 == 0 ? "xinbei" : "transport") }
        let signed = try #require(try await dispatch.orders().first)
        _ = try await dispatch.command(signed.workOrder, "sign")
        var seen: [String] = []
        var cursor = ""
        for _ in 1...4 {
            let page = try await dispatch.get("work-orders?limit=3" + (cursor.isEmpty ? "" : "&cursor=\(cursor)"))
            seen += page.objects("workOrders").compactMap { $0["workOrder"] as? String }
            cursor = page["next"]
            if cursor.isEmpty { break }
        }
        #expect(Set(seen) == Set(try await dispatch.orders().map(\.workOrder.rawValue)))
        #expect(seen.count == 7)
        func count(_ query: String, as who: Who = .operator) async throws -> Int {
            try await dispatch.get("work-orders?" + query, as: who).objects("workOrders").count
        }
        #expect(try await count("state=signed") == 1)
        #expect(try await count("state=open") == 7)
        #expect(try await count("state=closed") == 0)
        #expect(try await count("unit=transport") == 3)
        #expect(try await count("state=open", as: .unit("transport")) == 3)
        #expect(try await count("broadcast=2020-05-14") == 0)
        #expect(try await dispatch.get("work-orders?unit=xinbei", as: .unit("transport")).status == 403)
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=x", "limit"), ("cursor=1", "cursor"), ("state=lost", "state"),
        ("unit=moon", "unit"),
    ])
    func aListRefusesWhatItCannotRead(query: String, field: String) async throws {
        let dispatch = try await DispatchFixture.with()
        let answer = try await dispatch.get("work-orders?" + query)
        #expect(answer.status == 400)
        #expect(answer.faults == [field])
    }

    /// By the database's own policy, whatever a statement asks for.
    @Test func rowsOfAnotherUnitAreNotToBeSeen() async throws {
        let dispatch = try await DispatchFixture.with()
        for unit in ["xinbei", "transport"] { _ = try await dispatch.sent(to: unit) }
        for (scope, expected) in [("", 2), ("transport", 1), ("moon", 0)] {
            let counts = try await dispatch.store.read(in: DistrictID("changzhou")) { transaction in
                try transaction.execute("SELECT set_config('hotline.unit', \(scope), true)")
                return try transaction.run("SELECT count(*) FROM work_orders UNION ALL SELECT count(*) FROM cases")
                    .map { try $0.decode(Int.self) }
            }
            #expect(counts == [expected, expected], "\(scope)")
        }
    }

    @Test func whoeverHasNotTheRoleIsRefusedAndNothingHappens() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        let ofUnits = ["sign", "contact", "answer", "close", "file", "object", "transfer", "join"]
        let ofOperators = ["decide-objection", "notice", "assign", "extend", "refuse-extension", "pause", "resume"]
        for command in ofUnits + ofOperators {
            for (who, status) in [
                (Who.citizen, 401), (.stranger, 401), (.otherDistrict, 403), (.programme, 403), (.discipline, 403),
            ] {
                let answer = try await dispatch.command(order.workOrder, command, "{}", as: who)
                #expect(answer.status == status, "\(command) \(who): \(answer)")
            }
        }
        for command in ofOperators {
            #expect(try await dispatch.command(order.workOrder, command, "{}", as: .unit("xinbei")).status == 403)
        }
        #expect(try await dispatch.command(order.workOrder, "sign", as: .unit("transport")).status == 403)
        #expect(try await dispatch.command(order.workOrder, "sign", as: .supervisor).status == 403)
        for path in ["work-orders", "work-orders:unassigned", "units", "work-orders/\(order.workOrder)"] {
            #expect(try await dispatch.get(path, as: .citizen).status == 401)
            #expect(try await dispatch.get(path, as: .otherDistrict).status == 403)
        }
        #expect(try await dispatch.put(units: "units: []", as: .unit("xinbei")).status == 403)
        #expect(try await dispatch.get("work-orders:unassigned", as: .unit("xinbei")).status == 403)
        #expect(try await dispatch.post("cases/\(order.case)/assign", "{}", as: .unit("xinbei")).status == 403)
        #expect(try await dispatch.events(WorkOrderSigned.self).isEmpty)
        #expect(try await dispatch.count("steps") == 0)
    }

    @Test func everyRouteAsksForAToken() async throws {
        let dispatch = try await DispatchFixture(at: DispatchFixture.onAir)
        #expect(dispatch.hosting.rules.count > 18)
        #expect(dispatch.hosting.rules.allSatisfy { $0.access != .open })
    }
}
