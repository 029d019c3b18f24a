import Contracts

extension Samples {
    static let escalations: [Sample] = [
        Sample(
            full: AccountabilityWithdrawn(case: matter, accountability: accountability, deadline: deadline, rule: rule),
            minimal: AccountabilityWithdrawn(
                case: matter, accountability: accountability, deadline: deadline, rule: rule)),
        Sample(
            full: ReferralWithdrawn(case: matter, referral: referral, deadline: deadline, rule: rule),
            minimal: ReferralWithdrawn(case: matter, referral: referral, deadline: deadline, rule: rule)),
        Sample(
            full: AccountabilityDecided(
                case: matter, accountability: accountability, isUpheld: true, decidedBy: "supervisor-1",
                reason: sealed),
            minimal: AccountabilityDecided(
                case: matter, accountability: accountability, isUpheld: true, decidedBy: "supervisor")),
        Sample(
            full: AccountabilityProposed(
                case: matter, accountability: accountability, rule: rule, ground: "overdue", deadline: deadline,
                workOrder: workOrder, unit: unit, proposedBy: "supervisor"),
            minimal: AccountabilityProposed(case: matter, accountability: accountability, rule: rule, ground: "overdue")
        ),
        Sample(
            full: ReferralDecided(
                case: matter, referral: referral, isUpheld: false, decidedBy: "discipline-1", reason: sealed),
            minimal: ReferralDecided(case: matter, referral: referral, isUpheld: false, decidedBy: "supervisor")),
        Sample(
            full: ReferralProposed(
                case: matter, referral: referral, rule: rule, ground: "adverseEffect", deadline: deadline,
                workOrder: workOrder, unit: unit, proposedBy: "operator"),
            minimal: ReferralProposed(case: matter, referral: referral, rule: rule, ground: "adverseEffect")),
        Sample(
            full: OverdueFiled(
                case: matter, supervision: supervision, deadline: deadline, rule: rule,
                workOrder: workOrder,
                unit: unit),
            minimal: OverdueFiled(case: matter, supervision: supervision, deadline: deadline, rule: rule)),
        Sample(
            full: SupervisionAnswered(
                case: matter, supervision: supervision, workOrder: workOrder, unit: unit, answeredBy: "unit-1",
                answer: sealed),
            minimal: SupervisionAnswered(case: matter, supervision: supervision, unit: unit)),
        Sample(
            full: SupervisionConcluded(
                case: matter, supervision: supervision, unit: unit, conclusion: "accepted", by: "supervisor",
                concludedBy: "supervisor-1"),
            minimal: SupervisionConcluded(
                case: matter, supervision: supervision, unit: unit, conclusion: "accepted", by: "supervisor"
            )),
        Sample(
            full: SupervisionLetterIssued(
                case: matter, supervision: supervision, rule: rule, workOrder: workOrder, unit: unit,
                issuer: "supervisor", issuedBy: "supervisor-1"),
            minimal: SupervisionLetterIssued(
                case: matter, supervision: supervision, rule: rule, unit: unit, issuer: "supervisor")),
        Sample(
            full: SupervisionLetterReceived(
                case: matter, supervision: supervision, workOrder: workOrder, unit: unit, receivedBy: "unit-1"),
            minimal: SupervisionLetterReceived(case: matter, supervision: supervision, unit: unit)),
        Sample(
            full: SupervisionProposed(
                case: matter, supervision: supervision, deadline: deadline, rule: rule,
                workOrder: workOrder,
                unit: unit, ground: "overdue", drafter: "office"),
            minimal: SupervisionProposed(
                case: matter, supervision: supervision, rule: rule, ground: "overdue", drafter: "office")),
        Sample(
            full: SupervisionReported(
                case: matter, supervision: supervision, workOrder: workOrder, unit: unit, reportedBy: "unit-1",
                report: sealed, feedback: sealed),
            minimal: SupervisionReported(case: matter, supervision: supervision, unit: unit)),
        Sample(
            full: SupervisionWithdrawn(
                case: matter, supervision: supervision, rule: rule, deadline: deadline),
            minimal: SupervisionWithdrawn(case: matter, supervision: supervision, rule: rule)),
    ]
}
