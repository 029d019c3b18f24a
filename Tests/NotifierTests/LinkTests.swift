import Contracts
import Foundation
import Messaging
import TestSupport
import Testing

/// Whoever raised what somebody else had raised before is told what becomes of it, as that one is.
@Suite struct LinkTests {
    private static let number = ["CZ200514-000001", "CZ200514-000002", "CZ200514-000003"]

    /// Three citizens' appeals, and the work order of the first.
    private struct Scene {
        let fixture: NotifierFixture
        let appeals: [AppealRegistered]
        let order: WorkOrderDispatched

        init() async throws {
            fixture = try await NotifierFixture.changzhou()
            let fixture = fixture
            appeals = try LinkTests.number.map { try fixture.appeal(number: $0) }
            order = fixture.dispatched(appeals[0])
            for appeal in appeals { try await fixture.hear(appeal) }
            try await fixture.hear(order)
        }

        func link(_ child: Int, to parent: Int, minute: Int64 = 10, id: String = Self.id()) async throws {
            try await fixture.hear(
                AppealLinked(case: appeals[child].case, parent: appeals[parent].case), at: Self.at(minute), id: id)
        }

        func close(
            _ order: WorkOrderDispatched? = nil, minute: Int64 = 20, id: String = Self.id()
        ) async throws {
            let order = order ?? self.order
            try await fixture.hear(
                WorkOrderClosed(
                    case: order.case, workOrder: order.workOrder, unit: order.unit, round: order.round,
                    callbackMethod: .phone, isAnonymous: false), at: Self.at(minute), id: id)
        }

        func rework(minute: Int64) async throws -> WorkOrderDispatched {
            let order = fixture.dispatched(appeals[0])
            try await fixture.hear(order, at: Self.at(minute))
            return order
        }

        /// `number minute`, in order: whose citizen is told of which close.
        func told() async throws -> [String] {
            try await fixture.asAdmin(
                """
                SELECT case_number || ' ' || extract(epoch FROM happened_at - '\(Self.at(0))')::integer / 60
                FROM test_notifier.deliveries
                WHERE event_type = '\(WorkOrderClosed.type)' AND recipient = 'citizen' AND way = 'text' ORDER BY 1
                """
            ).map { try $0.decode(String.self) }
        }

        func ids() async throws -> [String] {
            try await fixture.asAdmin("SELECT delivery::text FROM test_notifier.deliveries ORDER BY 1").map {
                try $0.decode(String.self)
            }
        }

        static func at(_ minute: Int64) -> Instant { NotifierFixture.morning.advanced(bySeconds: minute * 60) }
        static func id() -> String { UUID().uuidString.lowercased() }
    }

    private func told(_ numbers: Int..., at minute: Int = 20) -> [String] {
        numbers.map { "\(Self.number[$0]) \(minute)" }
    }

    @Test("DM-45: the citizen of a repeat is told that it is handled with an earlier one") func theLinkIsTold()
        async throws
    {
        try await withReceiver { url, seen in
            let fixture = try await NotifierFixture.changzhou(environment: [
                "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url,
            ])
            let appeals = try Self.number.prefix(2).map { try fixture.appeal(number: $0) }
            for appeal in appeals { try await fixture.hear(appeal) }
            let link = AppealLinked(case: appeals[1].case, parent: appeals[0].case)
            let id = Scene.id()
            for _ in 1...2 { try await fixture.hear(link, id: id) }
            try await fixture.deliverAll()
            let texts = try seen.all.map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.body)) as? [String: String])["text"] ?? ""
            }
            let told = texts.filter { $0.contains("合并办理") && $0.contains("handled together with an earlier one") }
            #expect(told.count == 1 && texts.count == 3)
            #expect(told.allSatisfy { $0.contains(Self.number[1]) && !$0.contains(Self.number[0]) })
        }
    }

    @Test("CZ-20, DM-45: when the earlier case closes the citizens of its repeats are told, near and far, once each")
    func everyCitizenIsToldOfTheClose() async throws {
        let scene = try await Scene()
        try await scene.link(2, to: 1)
        try await scene.link(1, to: 0)
        #expect(try await scene.told() == [])
        let id = Scene.id()
        for _ in 1...2 { try await scene.close(id: id) }
        #expect(try await scene.told() == told(0, 1, 2))
        try await scene.fixture.deliverAll()
        let outcomes = try await scene.fixture.events(NotificationDelivered.self).map(\.event)
        #expect(Set(outcomes.filter { $0.cause == EventID(id) }.map(\.case)) == Set(scene.appeals.map(\.case)))
        // A replay into an inbox that has forgotten everything.
        let before = try await scene.ids()
        try await scene.fixture.asAdmin("DELETE FROM test_notifier.inbox")
        try await scene.close(id: id)
        #expect(try await scene.ids() == before)
    }

    @Test("CZ-20, DM-45: who is linked to what has closed already is told then, once") func aLateLinkTellsOfTheClose()
        async throws
    {
        let scene = try await Scene()
        try await scene.close()
        try await scene.link(2, to: 1, minute: 30)
        #expect(try await scene.told() == told(0))
        let id = Scene.id()
        for _ in 1...2 { try await scene.link(1, to: 0, minute: 31, id: id) }
        #expect(try await scene.told() == told(0, 1, 2))
        let before = try await scene.ids()
        try await scene.fixture.asAdmin("DELETE FROM test_notifier.inbox")
        try await scene.link(1, to: 0, minute: 31, id: id)
        #expect(try await scene.ids() == before)
    }

    @Test("CZ-20: whatever comes first, the same deliveries are made", arguments: [true, false])
    func theOrderDoesNotMatter(closesFirst: Bool) async throws {
        let scene = try await Scene()
        let (link, close) = (Scene.id(), Scene.id())
        var seen: [[String]] = []
        for isCloseFirst in [closesFirst, !closesFirst] {
            if isCloseFirst { try await scene.close(id: close) }
            try await scene.link(1, to: 0, id: link)
            if !isCloseFirst { try await scene.close(id: close) }
            seen.append(try await scene.ids())
            try await scene.fixture.asAdmin(
                """
                DELETE FROM test_notifier.deliveries WHERE event_id IN ('\(link)', '\(close)');
                """)
            for table in ["inbox", "case_links", "closes"] {
                try await scene.fixture.asAdmin("DELETE FROM test_notifier.\(table)")
            }
        }
        #expect(seen[0] == seen[1])
        #expect(seen[0].count == 7)
    }

    @Test("CZ-59: who is linked while it is handled again is told of the close that comes, not of the one before")
    func whatIsHandledAgainIsToldWhenItCloses() async throws {
        let scene = try await Scene()
        try await scene.close()
        let again = try await scene.rework(minute: 25)
        try await scene.link(1, to: 0, minute: 30)
        #expect(try await scene.told() == told(0))
        try await scene.close(again, minute: 40)
        #expect(try await scene.told() == (told(0) + told(0, 1, at: 40)).sorted())
        // Who comes later still is told of the last one alone.
        try await scene.link(2, to: 0, minute: 50)
        #expect(try await scene.told() == (told(0) + told(0, 1, 2, at: 40)).sorted())
    }

    @Test("CZ-46: an assistant's close is told to nobody") func anAssistantsCloseIsNotTold() async throws {
        let scene = try await Scene()
        try await scene.link(1, to: 0)
        let assisting = scene.fixture.dispatched(scene.appeals[0], isLead: false)
        try await scene.fixture.hear(assisting)
        try await scene.close(assisting)
        #expect(try await scene.told() == [])
        try await scene.close(minute: 30)
        #expect(try await scene.told() == told(0, 1, at: 30))
    }

    @Test("X13: of linked cases too, who is anonymous is sent nothing") func theAnonymousAreSentNothing() async throws {
        let scene = try await Scene()
        let id = NotifierFixture.newCase()
        try await scene.fixture.hear(
            AppealRegistered(
                case: id, caseNumber: CaseNumber("CZ200514-000004"), channel: .web, isForeignMatter: false,
                isComplex: false, isAnonymous: true, callbackMethod: .none, packVersion: "changzhou-2020.1"))
        try await scene.fixture.hear(AppealLinked(case: id, parent: scene.appeals[0].case), at: Scene.at(10))
        try await scene.link(1, to: 0)
        try await scene.close()
        #expect(try await scene.told() == told(0, 1))
    }

    @Test("CZ-20: where a link and the close come at once, the citizen is told all the same", arguments: [true, false])
    func aLinkAndACloseAtOnce(linkFirst: Bool) async throws {
        let scene = try await Scene()
        let link: @Sendable () async throws -> Void = { try await scene.link(1, to: 0) }
        let close: @Sendable () async throws -> Void = { try await scene.close() }
        try await HeldTable("test_notifier.deliveries", as: scene.fixture.admin)
            .meet(linkFirst ? link : close, linkFirst ? close : link)
        #expect(try await scene.told() == told(0, 1))
    }
}
