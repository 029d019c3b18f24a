import Contracts
import Foundation
import HTTP
import Sealing
import TestSupport
import Testing

@testable import NotifierService

@Suite struct WebhookTests {
    private static let secret = "correct-horse-battery-staple"
    private static let path = "\(NotifierFixture.changzhou)/subscriptions/city-brain"

    private func subscribe(
        _ fixture: NotifierFixture, to url: String, types: String = #"["DeadlineMissed"]"#, as who: Who = .operator
    ) async throws -> Answer {
        try await fixture.send(
            .put, Self.path, text: #"{"url":"\#(url)","types":\#(types),"secret":"\#(Self.secret)"}"#, as: who)
    }

    private func open() async throws -> NotifierFixture {
        try await NotifierFixture.changzhou(environment: [
            "HOTLINE_WEBHOOK_PRIVATE_ADDRESSES": "true", "HOTLINE_DELIVERY_BACKOFF": "1ms",
        ])
    }

    @Test func aSubscriberGetsTheEventAsItIsSignedAndWithoutOpenedBoxes() async throws {
        try await withReceiver { url, seen in
            let fixture = try await open()
            #expect(try await subscribe(fixture, to: url, types: #"["AppealRegistered"]"#).status == 200)
            let appeal = try fixture.appeal()
            let event = try await fixture.hear(appeal)
            try await fixture.deliverAll()
            let request = try #require(seen.all.first)
            #expect(seen.all.count == 1)
            #expect(request.headers["Content-Type"] == "application/cloudevents+json")
            #expect(
                request.headers["Hotline-Signature"]
                    == "sha256=\(try Signature.hmacSHA256(of: request.body, secret: Self.secret))")
            let json = try #require(try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
            #expect(json["specversion"] as? String == "1.0")
            #expect(json["id"] as? String == event.rawValue)
            #expect(json["type"] as? String == "hotline.AppealRegistered")
            #expect(json["dataschema"] as? String == "hotline:schemas/AppealRegistered/1")
            #expect(json["district"] as? String == "changzhou")
            let data = try #require(json["data"] as? [String: Any])
            #expect(data["caseNumber"] as? String == "CZ200514-000042")
            let citizen = try #require(data["citizen"] as? [String: String])
            #expect(citizen["box"] == appeal.citizen?.box)
            #expect(!String(decoding: request.body, as: UTF8.self).contains(NotifierFixture.phone))
            #expect(try await fixture.rows().contains("subscription/city-brain webhook delivered"))
        }
    }

    @Test("CZ-19: a newsroom that subscribes is told of acceptance and outcome, and of nobody's name")
    func aNewsroomIsTold() async throws {
        try await withReceiver { url, seen in
            let fixture = try await open()
            let types = #"["WorkOrderSigned","WorkOrderClosed"]"#
            #expect(try await subscribe(fixture, to: url, types: types).status == 200)
            let appeal = try fixture.appeal()
            let order = fixture.dispatched(appeal)
            try await fixture.hear(appeal)
            try await fixture.hear(order)
            try await fixture.hear(WorkOrderSigned(case: appeal.case, workOrder: order.workOrder, unit: order.unit))
            try await fixture.hear(
                WorkOrderClosed(
                    case: appeal.case, workOrder: order.workOrder, unit: order.unit, round: 1, callbackMethod: .phone,
                    isAnonymous: false))
            try await fixture.deliverAll()
            let told = seen.all.map { String(decoding: $0.body, as: UTF8.self) }
            #expect(told.count == 2 && told.allSatisfy { !$0.contains(NotifierFixture.phone) })
            #expect(told.contains { $0.contains("hotline.WorkOrderSigned") })
            #expect(told.contains { $0.contains("hotline.WorkOrderClosed") })
        }
    }

    @Test func theSignatureIsTheOneOfRFC4231() throws {
        let code = try Signature.hmacSHA256(of: Array("what do ya want for nothing?".utf8), secret: "Jefe")
        #expect(code == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func aSubscriberGetsOnlyWhatItAskedForAndNothingOnceRemoved() async throws {
        try await withReceiver { url, seen in
            let fixture = try await open()
            _ = try await subscribe(fixture, to: url)
            let appeal = try fixture.appeal()
            try await fixture.hear(appeal)
            try await fixture.deliverAll()
            #expect(seen.all.isEmpty)
            try await fixture.hear(fixture.missed(appeal.case))
            try await fixture.deliverAll()
            #expect(seen.all.count == 1)
            #expect(try await fixture.send(.delete, Self.path).status == 204)
            #expect(try await fixture.send(.delete, Self.path).status == 204)
            try await fixture.hear(fixture.missed(appeal.case))
            try await fixture.deliverAll()
            #expect(seen.all.count == 1)
        }
    }

    @Test func aRedirectIsNotFollowed() async throws {
        try await withReceiver(statuses: [307]) { url, seen in
            let fixture = try await open()
            _ = try await subscribe(fixture, to: url, types: #"["AppealRegistered"]"#)
            try await fixture.hear(try fixture.appeal())
            try await fixture.deliverAll()
            #expect(seen.all.count == 1)
            #expect(try await fixture.events(NotificationFailed.self).map(\.event.reason) == ["http307"])
        }
    }

    @Test func anAddressInsideTheOwnNetworkIsNotCalled() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let answer = try await subscribe(fixture, to: "https://127.0.0.1:1/take", types: #"["AppealRegistered"]"#)
        #expect(answer.status == 200)
        try await fixture.hear(try fixture.appeal())
        try await fixture.deliverAll()
        #expect(try await fixture.events(NotificationFailed.self).map(\.event.reason) == ["addressNotPublic"])
    }

    @Test func theSecretIsSealedAndNeverShown() async throws {
        let fixture = try await open()
        let answer = try await subscribe(fixture, to: "https://city.example.invalid/hook")
        let shown = try await fixture.send(.get, Self.path)
        let list = try await fixture.send(.get, "\(NotifierFixture.changzhou)/subscriptions")
        for text in [answer.body, shown.body, list.body] {
            #expect(text.contains("city-brain"))
            #expect(!text.contains(Self.secret))
        }
        let rows = try await fixture.asAdmin("SELECT s::text FROM test_notifier.subscriptions s")
        #expect(try rows.allSatisfy { try !$0.decode(String.self).contains(Self.secret) })
    }

    @Test(arguments: [
        (#"{"types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#, ["url"]),
        (#"{"url":"http://a.example","types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#, ["url"]),
        (#"{"url":"file:///etc/passwd","types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#, ["url"]),
        (#"{"url":"https://u:p@a.example","types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#, ["url"]),
        (#"{"url":"https://a.example/\r\nX: y","types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#, ["url"]),
        (#"{"url":"https://热线.example","types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#, ["url"]),
        (#"{"url":"https://a.example","types":[],"secret":"0123456789abcdef"}"#, ["types"]),
        (
            #"{"url":"https://a.example","types":["UnitChanged","No"],"secret":"0123456789abcdef"}"#,
            ["types[0]", "types[1]"]
        ),
        (#"{"url":"https://a.example","types":["DeadlineMissed"],"secret":"short"}"#, ["secret"]),
        (#"{"url":7,"types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#, ["url"]),
        ("{", []), ("[]", []),
    ])
    func aHostileSubscriptionIsRefusedByFieldAndChangesNothing(body: String, fields: [String]) async throws {
        let fixture = try await NotifierFixture.changzhou()
        let answer = try await fixture.send(.put, Self.path, text: body)
        #expect(answer.status == 400, "\(answer)")
        #expect(fields.allSatisfy(answer.faults.contains), "\(answer)")
        #expect(try await fixture.count("subscriptions") == 0)
    }

    @Test(arguments: ["A", "a--b", "-a"]) func anIDThatIsNoSlugIsRefused(id: String) async throws {
        let fixture = try await NotifierFixture.changzhou()
        let answer = try await fixture.send(
            .put, "\(NotifierFixture.changzhou)/subscriptions/\(id)",
            text: #"{"url":"https://a.example","types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#)
        #expect([400, 404].contains(answer.status), "\(answer)")
        #expect(try await fixture.count("subscriptions") == 0)
    }

    @Test func anUnknownDistrictHasNoSubscriptions() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let answer = try await fixture.send(
            .put, "/v1/districts/nowhere/subscriptions/a",
            text: #"{"url":"https://a.example","types":["DeadlineMissed"],"secret":"0123456789abcdef"}"#)
        #expect(answer.status == 404)
    }
}
