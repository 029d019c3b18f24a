import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// The programme team hears of a unit's new contact.
@Suite struct ContactChangeTests {
    private func changed(
        _ fixture: NotifierFixture, _ liaison: Liaison?, unit: UnitID = "xinbei", name: String = "新北区"
    ) throws -> UnitChanged {
        UnitChanged(
            unit: unit, name: name, aliases: [],
            liaison: try liaison.map {
                try fixture.seal($0, "liaison", SealSubject(district: "changzhou", unit: unit))
            })
    }

    private static let known = Liaison(name: "王联络", mailbox: NotifierFixture.mailbox, phone: "13900139000")
    private static let next = Liaison(name: "赵新联络", mailbox: "zhao.xinbei@example.invalid", phone: "13700137000")

    @Test("CZ-09: when a unit's contact changes the programme team is told at once, and once")
    func aNewContactIsTold() async throws {
        let fixture = try await NotifierFixture.changzhou()
        #expect(try await fixture.rows() == [])
        fixture.clock.advance(bySeconds: 60)
        let event = try changed(fixture, Self.next)
        let id = UUID().uuidString.lowercased()
        try await fixture.hear(event, id: id)
        try await fixture.hear(event, id: id)
        // The same contact, sealed anew.
        fixture.clock.advance(bySeconds: 60)
        try await fixture.hear(try changed(fixture, Self.next))
        #expect(try await fixture.rows() == ["station mail pending"])
        #expect(try await fixture.deliverAll() == 1)
        #expect(try await fixture.events(NotificationDelivered.self).map(\.event.recipient) == ["station"])
    }

    @Test("CZ-09: a unit's first entry and another name are no change of its contact")
    func onlyAContactIsTold() async throws {
        let fixture = try await NotifierFixture.changzhou()
        fixture.clock.advance(bySeconds: 60)
        try await fixture.hear(try changed(fixture, Self.known, name: "常州市新北区"))
        try await fixture.hear(try changed(fixture, Self.next, unit: "wujin", name: "武进区"))
        #expect(try await fixture.rows() == [])
        fixture.clock.advance(bySeconds: 60)
        try await fixture.hear(try changed(fixture, nil))
        #expect(try await fixture.rows() == ["station mail pending"])
    }

    @Test func anOlderChangeThatComesLateIsNotTold() async throws {
        let fixture = try await NotifierFixture.changzhou()
        try await fixture.hear(try changed(fixture, Self.next), at: fixture.clock.now().advanced(bySeconds: -60))
        #expect(try await fixture.rows() == [])
    }

    @Test func aChangeThatComesBeforeTheRulePackWaitsForIt() async throws {
        let fixture = try await NotifierFixture(at: NotifierFixture.morning)
        try await fixture.hear(try changed(fixture, Self.known))
        fixture.clock.advance(bySeconds: 60)
        try await fixture.hear(try changed(fixture, Self.next))
        #expect(try await fixture.count("held_messages") == 1)
        try await fixture.adopt("changzhou")
        #expect(try await fixture.rows() == ["station mail pending"])
    }

    @Test("CZ-09: the mail names the unit and nobody in it") func theMailNamesTheUnit() async throws {
        let server = MailServer()
        let fixture = try await NotifierFixture.mailing(through: server)
        fixture.clock.advance(bySeconds: 60)
        try await fixture.hear(try changed(fixture, Self.next))
        try await fixture.deliverAll()
        #expect(server.seen.commands.contains("RCPT TO:<station@changzhou.example.invalid>"))
        let stored = try await fixture.asAdmin(
            "SELECT string_agg(to_jsonb(d)::text, '') || (SELECT string_agg(to_jsonb(j)::text, '') "
                + "FROM test_notifier.journal j) FROM test_notifier.deliveries d")
        let told = try stored.map { try $0.decode(String.self) }.joined() + server.seen.text
        #expect(!told.contains("赵新联络") && !told.contains("zhao.xinbei"))
        #expect(server.seen.text.contains("单位联络人变更") && server.seen.text.contains("新北区"))
    }
}
