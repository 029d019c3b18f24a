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

    @Test func aContactThatCannotBeReadIsTakenAndToldAndStopsNobody() async throws {
        let fixture = try await NotifierFixture.changzhou()
        fixture.clock.advance(bySeconds: 60)
        // Sealed for another unit.
        let foreign = try changed(fixture, Self.next, unit: "wujin").liaison
        try await fixture.hear(UnitChanged(unit: "xinbei", name: "新北区", aliases: [], liaison: foreign))
        #expect(try await fixture.rows() == ["station mail pending"])
        #expect(try await fixture.count("held_messages") == 0)
        #expect(try await fixture.count("units WHERE liaison_box = '\(foreign?.box ?? "")'") == 1)
        // What comes in its place is another contact, whatever it is.
        fixture.clock.advance(bySeconds: 60)
        try await fixture.hear(try changed(fixture, Self.known))
        #expect(try await fixture.rows().count == 2)
    }

    @Test func aContactThatIsNoneWithinItsBoxStopsNobody() async throws {
        let fixture = try await NotifierFixture.changzhou()
        fixture.clock.advance(bySeconds: 60)
        let box = try fixture.seal(["王联络"], "liaison", SealSubject(district: "changzhou", unit: "xinbei"))
        try await fixture.hear(UnitChanged(unit: "xinbei", name: "新北区", aliases: [], liaison: box))
        #expect(try await fixture.rows() == ["station mail pending"])
        #expect(try await fixture.count("held_messages") == 0)
    }

    @Test func aContactUnderAKeyThatHasNotComeWaitsWithoutStoppingTheOthers() async throws {
        let fixture = try await NotifierFixture.changzhou()
        fixture.clock.advance(bySeconds: 60)
        let sealed = SealedText(keyId: "not-here-yet", box: "AQID")
        try await fixture.hear(UnitChanged(unit: "xinbei", name: "新北区", aliases: [], liaison: sealed))
        #expect(try await fixture.count("held_messages WHERE kind = 'waiting'") == 1)
        #expect(try await fixture.count("units WHERE liaison_key = 'not-here-yet'") == 0)
        // Another unit's contact, and the order of this one's.
        try await fixture.hear(try changed(fixture, Self.known, unit: "wujin", name: "武进区"))
        #expect(try await fixture.count("units") == 2)
        try await fixture.hear(try changed(fixture, Self.next))
        #expect(try await fixture.count("held_messages") == 2)
    }

    @Test func aContactThatReplacesOneUnderAKeyThatIsNotThereIsTaken() async throws {
        let fixture = try await NotifierFixture.changzhou()
        try await fixture.asAdmin("UPDATE test_notifier.units SET liaison_key = 'lost'")
        fixture.clock.advance(bySeconds: 60)
        try await fixture.hear(try changed(fixture, Self.known))
        #expect(try await fixture.rows() == ["station mail pending"])
        #expect(try await fixture.count("units WHERE liaison_key = 'lost'") == 0)
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
