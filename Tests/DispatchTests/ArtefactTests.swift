import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// The one form with its two receipts.
@Suite struct ArtefactTests {
    private let text = "路灯电缆已更换，6月30日前全部修好。"

    private func answered(_ dispatch: DispatchFixture) async throws -> WorkOrderDispatched {
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        _ = try await dispatch.command(order.workOrder, "answer", #"{"text":"已处理"}"#)
        return order
    }

    private func file(
        _ dispatch: DispatchFixture, _ order: WorkOrderID, _ receiver: String, _ reply: String? = nil,
        form: String = "result", as who: Who = .unit("xinbei")
    ) async throws -> Answer {
        var fields = ["form": form, "receiver": receiver]
        fields["reply"] = reply
        let body = String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
        return try await dispatch.command(order, "file", body, as: who)
    }

    @Test("X09: both receipts are of one form with the same words, and close it", arguments: ["platform", "office"])
    func bothReceiptsAreOfOne(first: String) async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await answered(dispatch)
        let second = first == "platform" ? "office" : "platform"
        for _ in 1...2 {
            for receiver in [first, second] {
                #expect(try await file(dispatch, order.workOrder, receiver, text).status == 200)
            }
        }
        #expect(try await dispatch.command(order.workOrder, "close").status == 200)
        let said = try await dispatch.events(FormFiled.self).map(\.event)
        #expect(said.map(\.receiver) == [first, second])
        #expect(Set(said.map(\.form)) == ["result"])
    }

    @Test("X09: other words than the first receiver has are refused by name, and nothing is closed with them")
    func otherWordsAreRefused() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await answered(dispatch)
        #expect(try await file(dispatch, order.workOrder, "platform", text).status == 200)
        for other in ["路灯电缆已更换，7月30日前全部修好。", text + "。", " " + text] {
            for who in [Who.unit("xinbei"), .operator] {
                let refused = try await file(dispatch, order.workOrder, "office", other, as: who)
                #expect(refused.status == 409 && refused.faults == ["reply"], "\(refused)")
                #expect(refused["detail"].contains("platform") && !refused.body.contains("路灯"), "\(refused)")
            }
        }
        #expect(try await file(dispatch, order.workOrder, "platform", "另一份").status == 409)
        #expect(try await dispatch.command(order.workOrder, "close").faults == ["office"])
        #expect(try await dispatch.count("filings") == 1)
        #expect(try await dispatch.events(FormFiled.self).count == 1)
        #expect(try await file(dispatch, order.workOrder, "office", text).status == 200)
        #expect(try await dispatch.command(order.workOrder, "close").status == 200)
    }

    @Test(
        "X09: a receipt without words confirms those that the other has; the first one needs them")
    func aReceiptConfirmsTheWords() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await answered(dispatch)
        #expect(try await file(dispatch, order.workOrder, "office", text).status == 200)
        #expect(try await file(dispatch, order.workOrder, "platform").status == 200)
        let subject = SealSubject(district: DistrictID("changzhou"), case: order.case)
        let said = try await dispatch.events(FormFiled.self).compactMap(\.event.reply)
        #expect(try said.map { try dispatch.keys.open($0, field: "reply", of: subject) } == [text, text])
        let bare = try await answered(dispatch)
        for words in [nil, "", " \n"] {
            let refused = try await file(dispatch, bare.workOrder, "platform", words)
            #expect(refused.status == 400 && refused.faults == ["reply"], "\(refused)")
        }
        // What closes nothing may be a paper only.
        #expect(try await file(dispatch, bare.workOrder, "station", form: "receipt").status == 200)
        #expect(try await dispatch.count("filings") == 3)
        #expect(try await dispatch.command(bare.workOrder, "close").faults == ["platform", "office"])
    }

    @Test(
        "X09: another form is no receipt, with whichever receiver",
        arguments: ["receipt", "coordination", "Result", "results"], ["platform", "office"])
    func anotherFormIsNoReceipt(form: String, receiver: String) async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await answered(dispatch)
        let refused = try await file(dispatch, order.workOrder, receiver, text, form: form)
        #expect(refused.status == 400 && refused.faults == ["form"], "\(refused)")
        // With others it is no receipt either.
        if form == "receipt" {
            #expect(try await file(dispatch, order.workOrder, "station", text, form: form).status == 200)
        }
        #expect(try await dispatch.command(order.workOrder, "close").faults == ["platform", "office"])
    }

    @Test("X09: the pack names the form") func thePackNamesTheForm() async throws {
        let dispatch = try await DispatchFixture.with(
            "changzhou", where: ("closing.form: result", "closing.form: handling"))
        let order = try await answered(dispatch)
        #expect(try await file(dispatch, order.workOrder, "platform", text).faults == ["form"])
        for receiver in ["platform", "office"] {
            #expect(try await file(dispatch, order.workOrder, receiver, text, form: "handling").status == 200)
        }
        #expect(try await dispatch.command(order.workOrder, "close").status == 200)
    }

    @Test("X09, CZ-59: a round of rework has an artefact of its own") func aRoundHasItsOwn() async throws {
        let dispatch = try await DispatchFixture.with()
        let first = try await answered(dispatch)
        for receiver in ["platform", "office"] {
            #expect(try await file(dispatch, first.workOrder, receiver, text).status == 200)
        }
        #expect(try await dispatch.command(first.workOrder, "close").status == 200)
        try await dispatch.hear(
            ReworkRequested(
                case: first.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: first.workOrder,
                unit: first.unit, round: 1, reason: "notSolved"))
        let second = try #require(try await dispatch.orders().last).workOrder
        _ = try await dispatch.command(second, "sign")
        _ = try await dispatch.command(second, "answer", #"{"text":"已重新处理"}"#)
        #expect(try await dispatch.command(second, "close").faults == ["platform", "office"])
        let corrected = "路灯电缆已重新更换。"
        for receiver in ["platform", "office"] {
            #expect(try await file(dispatch, second, receiver, corrected).status == 200)
        }
        #expect(try await file(dispatch, second, "office", text).status == 409)
        #expect(try await dispatch.command(second, "close").status == 200)
    }

    @Test("X09: of two receipts with other words that come at once, one is taken") func atOnce() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await answered(dispatch)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for (receiver, reply) in [("platform", "一"), ("office", "二"), ("platform", "三"), ("office", "四")] {
                group.addTask { try await file(dispatch, order.workOrder, receiver, reply).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == [200, 409, 409, 409])
        #expect(try await dispatch.count("filings") == 1)
    }
}
