import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// The form by which a matter is passed on to 12345.
@Suite struct TransferFormTests {
    private let form = #"{"form":"coordination","receiver":"platform","reply":"请协调住建局办理"}"#
    private let education = Who.unit("education")

    private func doumen(where change: (String, String)? = nil) async throws -> (DispatchFixture, WorkOrderDispatched) {
        let dispatch = try await DispatchFixture.with("doumen", where: change)
        let order = try await dispatch.sent(to: "education", of: "doumen") { $0.isForeignMatter = true }
        return (dispatch, order)
    }

    private func told(_ dispatch: DispatchFixture) async throws -> [String] {
        try await dispatch.asAdmin("SELECT type FROM test_dispatch.journal ORDER BY position")
            .map { try $0.decode(String.self).replacing("hotline.", with: "") }
            .filter { ["FormFiled", "WorkOrderTransferred"].contains($0) }
    }

    @Test("DM-31: a matter is not passed on without its form, whoever passes it on")
    func withoutTheFormNothingIsPassedOn() async throws {
        let (dispatch, order) = try await doumen()
        for (who, body) in [
            (education, "{}"), (education, #"{"form":"  "}"#), (education, #"{"form":null}"#),
            (Who.operator, #"{"to":"housing"}"#),
        ] {
            let answer = try await dispatch.command(order.workOrder, "transfer", body, of: "doumen", as: who)
            #expect(answer.status == 409 && answer.faults == ["form"], "\(answer)")
        }
        #expect(try await told(dispatch).isEmpty)
        #expect(try await dispatch.count("steps") == 0)
        #expect(try await dispatch.count("work_orders") == 1)
        #expect(try await dispatch.get("work-orders:unassigned", of: "doumen").objects("cases").isEmpty)
    }

    @Test("DM-31: the form comes with the matter, sealed, and a repeat with another one is refused")
    func theFormComesAlong() async throws {
        let (dispatch, order) = try await doumen()
        let body = #"{"form":"请协调住建局办理"}"#
        for _ in 1...2 {
            let answer = try await dispatch.command(order.workOrder, "transfer", body, of: "doumen", as: education)
            #expect(answer["state"] == "transferred", "\(answer)")
        }
        #expect(try await told(dispatch) == ["FormFiled", "WorkOrderTransferred"])
        let said = try #require(try await dispatch.events(FormFiled.self, of: "doumen").first).event
        #expect(said.form == "coordination" && said.receiver == "platform" && said.isForTransfer == true)
        let sealed = try #require(said.reply)
        let subject = SealSubject(district: DistrictID("doumen"), case: order.case)
        #expect(try dispatch.keys.open(sealed, field: "reply", of: subject) == "请协调住建局办理")
        let other = try await dispatch.command(
            order.workOrder, "transfer", #"{"form":"请协调交通局办理"}"#, of: "doumen", as: education)
        #expect(other.status == 409)
        #expect(try await told(dispatch).count == 2)
    }

    @Test("DM-31: the form is filed before, also unsigned, and the matter then passed on", arguments: [false, true])
    func theFormComesBefore(isSigned: Bool) async throws {
        let (dispatch, order) = try await doumen()
        if isSigned { _ = try await dispatch.command(order.workOrder, "sign", of: "doumen", as: education) }
        for _ in 1...2 {
            let filed = try await dispatch.command(order.workOrder, "file", form, of: "doumen", as: education)
            #expect(filed.status == 200, "\(filed)")
        }
        let other = form.replacing("住建局", with: "交通局")
        #expect(try await dispatch.command(order.workOrder, "file", other, of: "doumen", as: education).status == 409)
        let passed = try await dispatch.command(order.workOrder, "transfer", "{}", of: "doumen", as: education)
        #expect(passed["state"] == "transferred", "\(passed)")
        #expect(try await told(dispatch) == ["FormFiled", "WorkOrderTransferred"])
        // Only the same again is a repeat.
        #expect(try await dispatch.command(order.workOrder, "file", form, of: "doumen", as: education).status == 200)
    }

    @Test(
        "DM-31: another form, or another receiver, is not the form of the matter",
        arguments: [("feedback", "platform"), ("coordination", "station"), ("coordination", "office")])
    func anotherFormIsNone(form: String, receiver: String) async throws {
        let (dispatch, order) = try await doumen()
        _ = try await dispatch.command(order.workOrder, "sign", of: "doumen", as: education)
        let filed = try await dispatch.command(
            order.workOrder, "file", #"{"form":"\#(form)","receiver":"\#(receiver)"}"#, of: "doumen", as: education)
        #expect(filed.status == 200)
        let passed = try await dispatch.command(order.workOrder, "transfer", "{}", of: "doumen", as: education)
        #expect(passed.status == 409 && passed.faults == ["form"])
    }

    @Test("DM-31: whoever passes it on again files a form of its own, and an assistant none")
    func eachWorkOrderHasItsOwn() async throws {
        let (dispatch, order) = try await doumen()
        let body = #"{"to":"housing","form":"请协调住建局办理"}"#
        #expect(try await dispatch.command(order.workOrder, "transfer", body, of: "doumen").status == 200)
        let next = try #require(try await dispatch.orders(of: "doumen").last).workOrder
        let bare = try await dispatch.command(next, "transfer", "{}", of: "doumen", as: .unit("housing"))
        #expect(bare.status == 409 && bare.faults == ["form"])
        _ = try await dispatch.command(next, "join", #"{"unit":"transport"}"#, of: "doumen", as: .unit("housing"))
        let assistant = try #require(try await dispatch.orders(of: "doumen").last).workOrder
        for command in [("file", form), ("transfer", #"{"form":"请协调"}"#)] {
            let answer = try await dispatch.command(
                assistant, command.0, command.1, of: "doumen", as: .unit("transport"))
            #expect(answer.status == 409 && answer["detail"].contains("assistant"), "\(answer)")
        }
        #expect(try await told(dispatch) == ["FormFiled", "WorkOrderTransferred"])
    }

    @Test("DM-31: what is answered is not passed on, and takes no form for that") func tooLate() async throws {
        let (dispatch, order) = try await doumen()
        _ = try await dispatch.command(order.workOrder, "sign", of: "doumen")
        _ = try await dispatch.command(order.workOrder, "answer", #"{"text":"已处理"}"#, of: "doumen")
        for (command, body) in [("file", form), ("transfer", #"{"form":"请协调"}"#)] {
            let answer = try await dispatch.command(order.workOrder, command, body, of: "doumen")
            #expect(answer.status == 409 && answer["detail"].contains("answered"), "\(answer)")
        }
        #expect(try await dispatch.count("filings") == 0)
    }

    @Test("DM-31: where the pack asks for no form, none is brought along") func withoutARule() async throws {
        let (dispatch, order) = try await doumen(where: (", form: coordination", ""))
        let brought = try await dispatch.command(order.workOrder, "transfer", #"{"form":"请协调"}"#, of: "doumen")
        #expect(brought.status == 400 && brought.faults == ["form"])
        #expect(try await dispatch.command(order.workOrder, "transfer", "{}", of: "doumen").status == 200)
    }

    @Test(arguments: ["7", #"["x"]"#, "{}", #""a\u0000b""#, "\"\(String(repeating: "长", count: 5_001))\""])
    func aFormIsAText(typed: String) async throws {
        let (dispatch, order) = try await doumen()
        let answer = try await dispatch.command(order.workOrder, "transfer", #"{"form":\#(typed)}"#, of: "doumen")
        #expect(answer.status == 400 && answer.faults == ["form"], "\(answer)")
        #expect(try await dispatch.count("steps") == 0)
    }
}
