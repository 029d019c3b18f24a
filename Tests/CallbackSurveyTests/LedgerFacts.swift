import Contracts
import Foundation
import Messaging

/// Everything that is heard of some cases, with ids of its own.
enum LedgerFacts {
    static func some() throws -> [Envelope] { try (0..<20).flatMap { _ in try facts(of: Matter()) } }

    private static func facts(of matter: Matter) throws -> [Envelope] {
        let deadline = DeadlineID(UUID().uuidString.lowercased())
        let (clock, rule) = (ClockName("sign"), RuleID("CZ-54"))
        let at = SurveyFixture.morning
        return [
            try heard(
                AppealRegistered(
                    case: matter.id, caseNumber: matter.number, channel: .web, isForeignMatter: false,
                    isComplex: false, isAnonymous: false, callbackMethod: .phone, packVersion: "changzhou-2020.1")),
            try heard(AppealAmended(case: matter.id, category: .complaint)),
            try heard(
                WorkOrderDispatched(
                    case: matter.id, workOrder: matter.order, caseNumber: matter.number, unit: matter.unit,
                    basis: .direct, isLead: true, round: 1, channel: .web, isForeignMatter: false, isComplex: false,
                    isAnonymous: false, callbackMethod: .phone, registeredAt: at, packVersion: "changzhou-2020.1")),
            try heard(
                WorkOrderAnswered(
                    case: matter.id, workOrder: matter.order, unit: matter.unit, round: 1, isToCitizen: true)),
            try heard(
                DeadlineSet(
                    case: matter.id, deadline: deadline, clock: clock, rule: rule, workOrder: matter.order,
                    unit: matter.unit, owes: "unit", startedAt: at, due: at, isProvisional: false,
                    calendarVersion: "cn", packVersion: "changzhou-2020.1")),
            try heard(
                DeadlineMissed(
                    case: matter.id, deadline: deadline, clock: clock, rule: rule, workOrder: matter.order,
                    unit: matter.unit, owes: "unit", due: at)),
            try heard(
                SupervisionLetterIssued(
                    case: matter.id, supervision: SupervisionID(UUID().uuidString.lowercased()), rule: rule,
                    workOrder: matter.order, unit: matter.unit, issuer: "supervisor")),
        ]
    }

    private static func heard(_ event: some Event) throws -> Envelope {
        try Envelope(
            event, id: EventID(UUID().uuidString.lowercased()), at: SurveyFixture.morning,
            in: DistrictID("changzhou"), from: "test")
    }
}
