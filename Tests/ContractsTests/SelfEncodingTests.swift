import Contracts
import Foundation
import Testing

@Suite struct SelfEncodingTests {
    private let sealed = SealedText(keyId: "k1", box: "AAECAwQFBgcICQ==")

    private func appeal(_ change: Bool) -> AppealRegistered {
        AppealRegistered(
            case: CaseID("7d9f2f5e-0000-4000-8000-000000000001"), caseNumber: CaseNumber("CZ200514-000042"),
            category: change ? .helpRequest : nil, channel: .onAir, broadcast: change ? BroadcastID("2020-05-14") : nil,
            onAir: change ? .promised : nil, unit: change ? UnitID("water-supply") : nil, isForeignMatter: change,
            isComplex: false, isAnonymous: change, hasContact: change ? true : nil, callbackMethod: .none,
            citizen: change ? sealed : nil,
            text: change ? sealed : nil, missing: change ? ["category", "citizen.phone"] : [],
            packVersion: change ? "一\"\\\n\u{1}/é😀" : "v1")
    }

    private func workOrder(_ change: Bool) -> WorkOrderDispatched {
        WorkOrderDispatched(
            case: CaseID("7d9f2f5e-0000-4000-8000-000000000001"),
            workOrder: WorkOrderID("7d9f2f5e-0000-4000-8000-000000000002"), caseNumber: CaseNumber("CZ200514-000042"),
            unit: UnitID("water-supply"), basis: change ? .rework : .direct, isLead: change, round: change ? 2 : 1,
            previous: change ? WorkOrderID("7d9f2f5e-0000-4000-8000-000000000003") : nil,
            category: change ? .report : nil, channel: .web, broadcast: change ? BroadcastID("2020-05-14") : nil,
            onAir: change ? .answered : nil, isForeignMatter: change, isComplex: !change, isAnonymous: change,
            hasContact: change ? false : nil, callbackMethod: .web,
            registeredAt: Instant(milliseconds: change ? 1_589_421_600_123 : 1_589_421_600_000),
            packVersion: "v\"1")
    }

    @Test(arguments: [true, false])
    func whatAnEventWritesItselfIsWhatTheEncoderWouldWrite(full: Bool) throws {
        func expectSame(_ event: some SelfEncodingEvent) throws {
            var json = JSONObject()
            event.write(to: &json)
            let own = try JSONSerialization.jsonObject(with: Data(json.closed())) as? NSDictionary
            let general = try JSONSerialization.jsonObject(with: JSONEncoder().encode(event)) as? NSDictionary
            #expect(own == general)
        }
        try expectSame(appeal(full))
        try expectSame(workOrder(full))
    }

    private func deadlines(_ change: Bool) -> [any SelfEncodingEvent] {
        let (id, deadline) = (CaseID("7d9f2f5e-0000-4000-8000-000000000001"), DeadlineID("deadline"))
        let (clock, rule, due) = (ClockName("sign"), RuleID("CZ-54"), Instant(milliseconds: change ? 1 : 1000))
        let (order, unit) = (change ? WorkOrderID("order") : nil, change ? UnitID("water-supply") : nil)
        return [
            DeadlineSet(
                case: id, deadline: deadline, clock: clock, rule: rule, workOrder: order, unit: unit, owes: "unit",
                startedAt: due, due: due, isProvisional: change, calendarVersion: "cn", packVersion: "v1"),
            DeadlineApproaching(
                case: id, deadline: deadline, clock: clock, rule: rule, workOrder: order, unit: unit, owes: "unit",
                due: due),
            DeadlineMissed(
                case: id, deadline: deadline, clock: clock, rule: rule, workOrder: order, unit: unit, owes: "unit",
                due: due),
            DeadlineMet(
                case: id, deadline: deadline, clock: clock, rule: rule, workOrder: order, unit: unit, due: due,
                metAt: due),
            DeadlineMoved(
                case: id, deadline: deadline, clock: clock, rule: rule, workOrder: order, unit: unit, due: due,
                earlierDue: due, originalDue: due, isProvisional: change, cause: "calendar", calendarVersion: "cn"),
        ]
    }

    private func rungs(_ change: Bool) -> [any SelfEncodingEvent] {
        let id = CaseID("7d9f2f5e-0000-4000-8000-000000000001")
        let (deadline, rule, ground) = (DeadlineID("deadline"), RuleID("CZ-60"), change ? "逾期\"\n" : "overdue")
        let (order, unit) = (change ? WorkOrderID("order") : nil, change ? UnitID("water-supply") : nil)
        let (missed, person) = (change ? deadline : nil, change ? "王\\" : nil)
        return [
            OverdueFiled(
                case: id, supervision: SupervisionID("s"), deadline: deadline, rule: rule, workOrder: order, unit: unit),
            SupervisionProposed(
                case: id, supervision: SupervisionID("s"), deadline: missed, rule: rule, workOrder: order, unit: unit,
                ground: ground, drafter: "supervisor"),
            AccountabilityProposed(
                case: id, accountability: AccountabilityID("a"), rule: rule, ground: ground, deadline: missed,
                workOrder: order, unit: unit, proposedBy: person),
            ReferralProposed(
                case: id, referral: ReferralID("r"), rule: rule, ground: ground, deadline: missed, workOrder: order,
                unit: unit, proposedBy: person),
        ]
    }

    @Test(arguments: [true, false])
    func whatADeadlineOrARungWritesItselfIsWhatTheEncoderWouldWrite(full: Bool) throws {
        for event in deadlines(full) + rungs(full) {
            var json = JSONObject()
            event.write(to: &json)
            let own = try JSONSerialization.jsonObject(with: Data(json.closed())) as? NSDictionary
            let general = try JSONSerialization.jsonObject(with: JSONEncoder().encode(event)) as? NSDictionary
            #expect(own == general)
        }
    }

    @Test func noControlCharacterGoesOutBare() {
        var json = JSONObject()
        json.member("text", String(String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0) })))
        #expect(json.closed().allSatisfy { $0 >= 0x20 })
    }
}
