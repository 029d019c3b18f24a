import Contracts
import Foundation
import TestSupport
import Testing

/// Bad input names what is wrong and changes nothing.
@Suite struct BadInputTests {
    @Test(arguments: [
        ("contact", #"{"wasReached":"yes"}"#, "wasReached"), ("contact", "{}", "wasReached"),
        ("contact", #"{"wasReached":false,"wasToldProcedureAndLimit":true}"#, "wasToldProcedureAndLimit"),
        ("answer", "{}", "text"), ("answer", #"{"text":"   "}"#, "text"), ("answer", #"{"text":["x"]}"#, "text"),
        ("answer", #"{"text":"a\u0000b"}"#, "text"), ("file", #"{"form":"x"}"#, "receiver"),
        ("file", #"{"form":"x","receiver":"a b"}"#, "receiver"), ("pause", #"{"reason":"等 人"}"#, "reason"),
        ("pause", #"{"reason":"tel13987654321"}"#, "reason"),
        ("file", #"{"form":"tel13987654321","receiver":"office"}"#, "form"),
        ("file", #"{"form":"result","receiver":"tel13987654321"}"#, "receiver"),
        ("file", #"{"form":"result","receiver":"\#(String(repeating: "a", count: 41))"}"#, "receiver"),
        ("join", "{}", "unit"), ("decide-objection", #"{"isUpheld":1}"#, "isUpheld"), ("notice", #"{"due":5}"#, "due"),
    ])
    func aBadFieldIsNamed(command: String, body: String, field: String) async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        let answer = try await dispatch.command(order.workOrder, command, body)
        #expect(answer.status == 400, "\(answer)")
        #expect(answer.faults == [field])
        #expect(try await dispatch.count("steps") == 1)
    }

    @Test func anUnknownUnitIsNamed() async throws {
        let dispatch = try await DispatchFixture.with("doumen")
        let order = try await dispatch.sent(to: "education", of: "doumen")
        let transferred = try await dispatch.command(
            order.workOrder, "transfer", #"{"to":"moon","form":"请协调实际承办单位"}"#, of: "doumen")
        #expect(transferred.status == 400 && transferred.faults == ["to"], "\(transferred)")
        #expect(
            try await dispatch.command(order.workOrder, "transfer", #"{"form":"请协调实际承办单位"}"#, of: "doumen").status
                == 200)
        let assigned = try await dispatch.command(order.workOrder, "assign", #"{"unit":"moon"}"#, of: "doumen")
        #expect(assigned.status == 400 && assigned.faults == ["unit"], "\(assigned)")
        let of = try await dispatch.post("cases/\(order.case)/assign", #"{"unit":"moon"}"#, of: "doumen")
        #expect(of.status == 400 && of.faults == ["unit"], "\(of)")
        #expect(try await dispatch.count("steps") == 2)
        #expect(try await dispatch.events(WorkOrderDispatched.self, of: "doumen").count == 1)
    }

    @Test(arguments: [#"{"text":"#, "[]", "nonsense", #"{"text":"a","text":"b"}"#, "\u{FEFF}{}"])
    func malformedBodiesAreRefused(body: String) async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        #expect(try await dispatch.command(order.workOrder, "answer", body).status == 400)
        #expect(try await dispatch.events(WorkOrderAnswered.self).isEmpty)
    }

    @Test(arguments: ["sign", "close", "resume"], ["{", "[]", "7", #"{"a":1,"a":2}"#, "\u{FEFF}{}"])
    func aBodyThatNobodyNeedsMustStillBeOne(command: String, body: String) async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        let answer = try await dispatch.command(order.workOrder, command, body)
        #expect(answer.status == 400, "\(answer)")
        #expect(try await dispatch.count("steps") == 0)
        #expect(try await dispatch.command(order.workOrder, "sign", #"{"by":"li"}"#).status == 200)
    }

    @Test func aLongAnswerIsRefused() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        let text = String(repeating: "长", count: 5_001)
        let answer = try await dispatch.command(order.workOrder, "answer", #"{"text":"\#(text)"}"#)
        #expect(answer.status == 400)
        #expect(answer.faults == ["text"])
    }

    @Test func whatThereIsNotIsNotFound() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        for id in [
            UUID().uuidString, "nonsense",
            "' OR 1=1 --".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
        ] {
            #expect(try await dispatch.post("work-orders/\(id)/sign").status == 404)
            #expect(try await dispatch.get("work-orders/\(id)").status == 404)
            #expect(try await dispatch.post("cases/\(id)/assign", #"{"unit":"xinbei"}"#).status == 404)
        }
        #expect(try await dispatch.post("work-orders/\(order.workOrder)/sign", of: "doumen").status == 404)
        #expect(try await dispatch.post("work-orders/\(order.workOrder)/burn").status == 404)
        #expect(try await dispatch.count("steps") == 0)
    }

    @Test func aMessageThatCannotBeReadIsParkedAndTheRestFlowsOn() async throws {
        let dispatch = try await DispatchFixture.with()
        let appeal = Appeal()
        try await dispatch.hear(appeal.event())
        // The same case by another fact.
        try await dispatch.hear(appeal.event())
        try await dispatch.hear(Appeal().event())
        #expect(try await dispatch.events(MessageParked.self).count == 1)
        #expect(try await dispatch.orders().count == 2)
    }
}
