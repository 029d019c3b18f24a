import Contracts
import Messaging
import TestSupport
import Testing

/// Who is told of what units owe for a show.
@Suite struct PreparationTests {
    @Test("CZ-31: a unit is warned of its duty, and told of a miss together with the operator") func aDutyIsTold()
        async throws
    {
        let fixture = try await NotifierFixture.changzhou()
        let show = BroadcastID("2020-05-14")
        let unit = UnitID("xinbei")
        let id = try CaseID.preparation(of: show, by: unit, in: DistrictID("changzhou"))
        let due = fixture.clock.now()
        // The deadline may be heard of before the show: it waits.
        try await fixture.hear(
            DeadlineMissed(
                case: id, deadline: DeadlineID("5b8d2c1e-0a63-8f94-a1c7-3e9f60b7d524"), clock: ClockName("speaker"),
                rule: RuleID("CZ-31"),
                broadcast: show, unit: unit, owes: "unit", due: due))
        #expect(try await fixture.rows() == [])
        try await fixture.hear(
            BroadcastScheduled(
                broadcast: show, opensAt: due, closesAt: due.advanced(bySeconds: 3_600), units: [unit],
                packVersion: "changzhou-2020.1"))
        #expect(try await fixture.rows() == ["operator mail pending", "unit/xinbei mail pending"])
        #expect(try await fixture.deliverAll() == 2)
        #expect(try await fixture.count("held_messages") == 0)
    }
}
