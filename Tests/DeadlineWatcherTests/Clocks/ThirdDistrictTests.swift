import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// A district made of nothing but text: no code knows a district, a clock's name or a rule.
@Suite struct ThirdDistrictTests {
    static let source = """
        pack: {district: elsewhere, version: e-1, casePrefix: EL, title: {zh: 别处, en: Elsewhere}, effectiveFrom: 2020-01-01}
        zone: {name: Asia/Tokyo, offset: "+09:00"}
        hours: [{windows: ["08:00-16:00"]}, {from: 2020-06-01, through: 2020-08-31, windows: ["08:00-12:00"]}]
        calendar: {overlay: {version: e-days, days: [{day: 2020-05-15, works: false, name: 节}]}}
        roles: {operator: {zh: 甲, en: A}, station: {zh: 乙, en: B}}
        programme:
          title: {zh: 问, en: Ask}
          cadence: {weeks: 4, weekday: monday, from: 2020-01-06}
          slots: [{kind: live, opens: "20:00", closes: "21:00"}]
          guests: {principals: 2}
        clocks:
          - name: thanks
            rule: EL-1
            clause: 一
            title: {zh: 谢, en: Thank}
            per: case
            starts: {all: [{on: AppealRegistered}, {on: BroadcastClosed}]}
            stops: {all: [{on: CallbackCompleted, where: {outcome: {not: unreachable}}}, {on: FormFiled, where: {form: card}}]}
            within: [{amount: 2, unit: months, roll: forward}, {amount: 10, unit: workingHours}]
            owes: station
            warn: {minutesBefore: 60}
            miss: {ladders: [first, second]}
          - name: hear
            rule: EL-2
            clause: 二
            title: {zh: 听, en: Listen}
            per: round
            starts: [{on: WorkOrderAnswered, at: broadcastClosed}]
            stops: [{on: CallbackScheduled}]
            within: {unit: promptly}
            noLaterThan: [thanks]
            owes: unit
            miss: none
        ladders:
          - name: first
            title: {zh: 一, en: One}
            rungs: [{emit: OverdueFiled, rule: EL-3, drafter: station}]
          - name: second
            title: {zh: 二, en: Two}
            starts: [{on: InconsistencyFound}]
            rungs: [{emit: SupervisionProposed, rule: EL-4, ground: pasted, drafter: operator}]
        extension: {isAllowed: false}
        rework: {isAllowed: false}
        callback: {attempts: 1, hoursBetween: 0, methods: [web]}
        transfer: {foreignMatter: keepOwner}
        dispatch: {onAir: atOnce, notPutThrough: atOnce, owes: operator}
        policies: {promptly.workingDays: 3}
        """

    private func file() throws -> CaseFile {
        let pack = try RulePack(source: Self.source, file: "elsewhere.yaml")
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
