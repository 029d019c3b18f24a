import Contracts
import DeadlineWatcherService
import RulePacks
import TestSupport
import Testing

/// A district made of nothing but text: no code knows a district, a clock's name or a rule.
@Suite struct ThirdDistrictTests {

    private func file() throws -> CaseFile {
        let pack = try RulePack(source: ThirdDistrict.pack, file: "elsewhere.yaml")
        return CaseFile(try Town(pack: pack, table: Town.table("cn_calendar.csv")))
    }

    @Test func itsClocksRunByItsOwnHoursDaysAndWords() throws {
        var file = try file()
        try file.hear(Say.closedShow(), "2020-05-14T12:00Z")
        try file.hear(Say.registered(pack: "e-1"), "2020-05-14T11:00Z")
        // 20:00 to 21:00 in its own zone; 05-15 is its own day off, 05-16 and 05-17 the weekend: 8 h on Monday, 2 h more.
        #expect(file.run("thanks")?.startedAt == at("2020-05-14T12:00Z"))
        #expect(file.run("thanks")?.due == at("2020-05-19T10:00+09:00"))
        #expect(file.run("thanks")?.owes == .station)
        try file.hear(Say.answered(round: 7), "2020-05-18T10:00")
        #expect(file.run("hear")?.subject == "7")
        #expect(file.run("hear")?.startedAt == at("2020-05-14T12:00Z"))
        #expect(file.run("hear")?.due == at("2020-05-19T10:00+09:00"))
    }

    @Test func itEndsWhenAllThatIsAskedIsThere() throws {
        var file = try file()
        try file.hear(Say.registered(pack: "e-1"), "2020-05-14T11:00Z")
        try file.hear(Say.closedShow(), "2020-05-14T12:00Z")
        try file.hear(Say.called(.unreachable), "2020-05-18T09:00")
        let card = FormFiled(
            case: CaseFile.id, workOrder: WorkOrderID("order-1"), unit: Say.unit, form: "card", receiver: "office")
        try file.hear(card, "2020-05-18T09:30")
        #expect(file.run("thanks")?.status == .running)
        try file.hear(Say.called(.solved), "2020-05-18T10:00")
        #expect(file.run("thanks")?.status == .met)
        #expect(file.run("thanks")?.endedAt == at("2020-05-18T10:00"))
    }

    @Test func itsLaddersClimbInItsOrder() throws {
        var file = try file()
        try file.hear(Say.registered(pack: "e-1"), "2020-05-14T11:00Z")
        try file.hear(Say.closedShow(), "2020-05-14T12:00Z")
        try file.pass(to: "2020-05-20T00:00")
        #expect(file.names().suffix(3) == ["DeadlineMissed", "OverdueFiled", "SupervisionProposed"])
        #expect(file.all(OverdueFiled.self).first?.rule == RuleID("EL-3"))
        #expect(file.all(SupervisionProposed.self).first?.ground == "pasted")
        let pasted = InconsistencyFound(
            case: CaseFile.id, workOrder: WorkOrderID("order-1"), unit: Say.unit, kind: "pasted")
        try file.hear(pasted, "2020-05-20T09:00")
        #expect(file.all(SupervisionProposed.self).count == 2)
    }

    @Test func summerHoursAreShorter() throws {
        var file = try file()
        try file.hear(Say.registered(pack: "e-1"), "2020-06-01T08:00+09:00")
        try file.hear(Say.closedShow(), "2020-06-01T08:00+09:00")
        #expect(file.run("thanks")?.due == at("2020-06-03T10:00+09:00"))
    }
}
