import Contracts
import Foundation
import TestSupport
import Testing

/// Notices with limits of their own, and more time.
@Suite struct LimitTests {
    private let later = "2020-05-22T17:30:00+08:00"

    private func doumen() async throws -> (DispatchFixture, WorkOrderDispatched) {
        let dispatch = try await DispatchFixture.with("doumen")
        let order = try await dispatch.sent(to: "education", of: "doumen") { $0.isComplex = true }
        return (dispatch, order)
    }

    /// Doumen with other words about extensions.
    private func doumen(extension words: String) async throws -> (DispatchFixture, WorkOrderDispatched) {
        let written = "extension: {isAllowed: true, approver: operator, atMost: 1, needsReason: true}"
        let source = try DispatchFixture.deploy("districts/doumen/pack.yaml")
        try #require(source.contains(written), "the pack no longer says \(written)")
        let dispatch = try await DispatchFixture(at: DispatchFixture.onAir)
        try await dispatch.hearCalendar()
        let from = try #require(CivilDay("2016-06-01"))
        try await dispatch.hear(
            RulePackAdopted(
                version: "doumen-2016.1", effectiveFrom: from, source: source.replacing(written, with: words)),
            of: "doumen", at: .earliest)
        let units = try await dispatch.put(
            units: DispatchFixture.deploy("districts/doumen/units.yaml"), of: "doumen")
        try #require(units.status == 200, "\(units)")
        return (dispatch, try await dispatch.sent(to: "education", of: "doumen"))
    }

    private func needsNotice(_ order: WorkOrderDispatched, _ dispatch: DispatchFixture) async throws -> Bool? {
        try await dispatch.get("work-orders/\(order.workOrder)", of: "doumen").object["needsNotice"] as? Bool
    }

    @Test("X21, DM-10: a complex matter goes by a notice that sets a due time")
    func aComplexMatterGoesByANotice() async throws {
        let (dispatch, order) = try await doumen()
        #expect(try await needsNotice(order, dispatch) == true)
        for (body, fault) in [
            ("{}", "due"), (#"{"due":"soon"}"#, "due"), (#"{"due":"2020-05-01T00:00:00Z"}"#, "due"),
            (#"{"due":"2920-05-01T00:00:00Z"}"#, "due"),
        ] {
            let answer = try await dispatch.command(order.workOrder, "notice", body, of: "doumen")
            #expect(answer.status == 400)
            #expect(answer.faults == [fault])
        }
        for _ in 1...2 {
            let answer = try await dispatch.command(order.workOrder, "notice", #"{"due":"\#(later)"}"#, of: "doumen")
            #expect(answer.status == 200, "\(answer)")
        }
        let said = try await dispatch.events(NoticeIssued.self, of: "doumen")
        #expect(said.map(\.event.due) == [Instant(rfc3339: later)] && said.first?.event.issuedBy == "operator")
        #expect(try await needsNotice(order, dispatch) == false)
        let other = try await dispatch.command(
            order.workOrder, "notice", #"{"due":"2020-06-22T17:30:00+08:00"}"#, of: "doumen")
        #expect(other.status == 409)
    }

    @Test("X21: a matter has one limit: what goes by that of its category, and an assistant's part, get no notice")
    func whatIsNotComplexGetsNoNotice() async throws {
        let dispatch = try await DispatchFixture.with("doumen")
        let simple = try await dispatch.sent(to: "education", of: "doumen")
        let complex = try await dispatch.sent(to: "education", of: "doumen") { $0.isComplex = true }
        let joined = try await dispatch.command(complex.workOrder, "join", #"{"unit":"jingan"}"#, of: "doumen")
        #expect(joined.status == 200, "\(joined)")
        let part = try #require(try await dispatch.orders(of: "doumen").first { !$0.isLead })
        for order in [simple, part] {
            let answer = try await dispatch.command(order.workOrder, "notice", #"{"due":"\#(later)"}"#, of: "doumen")
            #expect(answer.status == 409, "\(answer)")
        }
        #expect(try await dispatch.events(NoticeIssued.self, of: "doumen").isEmpty)
    }

    @Test("X21: a complex matter is not answered before its notice, where the pack asks for one")
    func aComplexMatterWaitsForItsNotice() async throws {
        let (dispatch, order) = try await doumen()
        _ = try await dispatch.command(order.workOrder, "sign", of: "doumen")
        let early = try await dispatch.command(order.workOrder, "answer", #"{"text":"已整改"}"#, of: "doumen")
        #expect(early.status == 409)
        #expect(early.faults == ["notice"])
        _ = try await dispatch.command(order.workOrder, "notice", #"{"due":"\#(later)"}"#, of: "doumen")
        #expect(
            try await dispatch.command(order.workOrder, "answer", #"{"text":"已整改"}"#, of: "doumen").status == 200)
    }

    @Test("X21: where the pack leaves the notice open, a complex matter is answered without")
    func aNoticeMayBeLeftOpen() async throws {
        let dispatch = try await DispatchFixture.with(
            "doumen", where: ("complex.notice: required", "complex.notice: optional"))
        let order = try await dispatch.sent(to: "education", of: "doumen") { $0.isComplex = true }
        #expect(try await needsNotice(order, dispatch) == false)
        _ = try await dispatch.command(order.workOrder, "sign", of: "doumen")
        #expect(
            try await dispatch.command(order.workOrder, "answer", #"{"text":"已整改"}"#, of: "doumen").status == 200)
    }

    private func extend(
        _ dispatch: DispatchFixture, _ order: WorkOrderDispatched, due: String, clock: String = "complaint",
        reason: String? = "案情复杂", as who: Who = .operator
    ) async throws -> Answer {
        var fields = ["clock": clock, "due": due]
        fields["reason"] = reason
        let body = String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
        return try await dispatch.command(order.workOrder, "extend", body, of: "doumen", as: who)
    }

    @Test("X25: more time is approved once, and the desk says where the due time first set is kept")
    func moreTimeIsApprovedOnce() async throws {
        let (dispatch, order) = try await doumen()
        for _ in 1...2 {
            let answer = try await extend(dispatch, order, due: later)
            #expect(answer.status == 200, "\(answer)")
        }
        let said = try await dispatch.events(ExtensionGranted.self, of: "doumen").map(\.event)
        #expect(said.map(\.due) == [Instant(rfc3339: later)])
        #expect(said.first?.originalDue == nil)
        #expect(said.first?.approver == "operator")
        #expect(said.first?.reason != nil)
        #expect(said.first?.decidedBy == "operator")
        let more = try await extend(dispatch, order, due: "2020-06-22T09:30:00Z")
        #expect(more.status == 409)
        let dossier = try await dispatch.get("work-orders/\(order.workOrder)", of: "doumen")
        let shown = try #require(dossier.objects("extensions").first)
        #expect(shown["originalDue"] == nil && shown["decidedBy"] as? String == "operator")
        #expect(dossier["deadlinesAt"] == "/v1/districts/doumen/cases/\(order.case)/deadlines")
    }

    @Test(
        "X25: the due time first set is nobody's to type",
        arguments: ["extend", "refuse-extension"], [#""2020-05-21T09:30:00Z""#, "7", #"["x"]"#, "{}"])
    func nobodyTypesWhatWasFirstDue(command: String, typed: String) async throws {
        let (dispatch, order) = try await doumen()
        let body = #"{"clock":"complaint","due":"\#(later)","reason":"案情复杂","originalDue":\#(typed)}"#
        let answer = try await dispatch.command(order.workOrder, command, body, of: "doumen")
        #expect(answer.status == 400 && answer.faults == ["originalDue"], "\(answer)")
        #expect(try await dispatch.count("steps") == 0)
        #expect(try await dispatch.count("extensions") == 0)
    }

    @Test("X25: the pack says who approves, how often, and whether without a reason")
    func anotherPackAnotherApproval() async throws {
        let (dispatch, order) = try await doumen(
            extension: "extension: {isAllowed: true, approver: supervisor, atMost: 2, needsReason: false}")
        #expect(try await extend(dispatch, order, due: later).status == 403)
        let dues = ["2020-05-22T09:30:00Z", "2020-05-29T09:30:00Z", "2020-06-05T09:30:00Z"]
        var answers: [Int] = []
        for due in dues {
            answers.append(try await extend(dispatch, order, due: due, reason: nil, as: .supervisor).status)
        }
        #expect(answers == [200, 200, 409])
        let said = try await dispatch.events(ExtensionGranted.self, of: "doumen").map(\.event)
        #expect(said.map(\.due) == dues.prefix(2).map { Instant(rfc3339: $0) })
        #expect(said.allSatisfy { $0.approver == "supervisor" && $0.reason == nil && $0.originalDue == nil })
    }

    @Test("X25: a second extension must be later than the first") func aSecondIsLaterThanTheFirst() async throws {
        let (dispatch, order) = try await doumen(
            extension: "extension: {isAllowed: true, approver: operator, atMost: 2}")
        #expect(try await extend(dispatch, order, due: later).status == 200)
        let sooner = try await extend(dispatch, order, due: "2020-05-22T09:00:00Z")
        #expect(sooner.faults == ["due"])
        let none = try await extend(dispatch, order, due: "2020-05-29T09:30:00Z", reason: nil)
        #expect(none.faults == ["reason"])
        #expect(try await dispatch.events(ExtensionGranted.self, of: "doumen").count == 1)
    }

    @Test("X25: what is asked for must lie ahead, for a reason, and of a clock that moves")
    func badExtensionsAreRefused() async throws {
        let (dispatch, order) = try await doumen()
        #expect(try await extend(dispatch, order, due: "2020-05-14T01:00:00Z").faults == ["due"])
        #expect(try await extend(dispatch, order, due: later, reason: nil).faults == ["reason"])
        for clock in ["transfer", "moon"] {
            #expect(try await extend(dispatch, order, due: later, clock: clock).faults == ["clock"])
        }
        #expect(try await extend(dispatch, order, due: later, as: .supervisor).status == 403)
        #expect(try await dispatch.events(ExtensionGranted.self, of: "doumen").isEmpty)
    }

    @Test("X25: the notice's own limit is what an extension moves") func aNoticeIsExtended() async throws {
        let (dispatch, order) = try await doumen()
        _ = try await dispatch.command(order.workOrder, "notice", #"{"due":"\#(later)"}"#, of: "doumen")
        let sooner = try await extend(dispatch, order, due: "2020-05-21T09:30:00Z", clock: "notice")
        #expect(sooner.status == 400 && sooner.faults == ["due"])
        let answer = try await extend(dispatch, order, due: "2020-05-29T09:30:00Z", clock: "notice")
        #expect(answer.status == 200, "\(answer)")
        let said = try await dispatch.events(ExtensionGranted.self, of: "doumen")
        #expect(said.first?.event.originalDue == Instant(rfc3339: later))
    }

    @Test("X25: a refusal is said once") func aRefusalIsSaidOnce() async throws {
        let (dispatch, order) = try await doumen()
        for _ in 1...2 {
            let answer = try await dispatch.command(
                order.workOrder, "refuse-extension", #"{"clock":"complaint","reason":"不同意"}"#, of: "doumen")
            #expect(answer.status == 200, "\(answer)")
        }
        let refused = try await dispatch.events(ExtensionRefused.self, of: "doumen").map(\.event)
        #expect(refused.count == 1 && refused.first?.decidedBy == "operator")
        #expect(try await extend(dispatch, order, due: later).status == 200)
    }

    @Test("X25: where no rule allows it there is no extension") func changzhouKnowsNoExtension() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        for command in ["extend", "refuse-extension"] {
            let answer = try await dispatch.command(
                order.workOrder, command, #"{"clock":"close","due":"2020-08-01T00:00:00Z","reason":"难"}"#)
            #expect(answer.status == 409)
        }
        #expect(try await dispatch.events(ExtensionGranted.self).isEmpty)
    }
}
