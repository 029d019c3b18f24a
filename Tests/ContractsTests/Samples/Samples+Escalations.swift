import Contracts

extension Samples {
    static let escalations: [Sample] = [
        Sample(
            full: OverdueFiled(
                case: matter, supervision: supervision, deadline: deadline, rule: rule,
                workOrder: workOrder,
                unit: unit),
            minimal: OverdueFiled(case: matter, supervision: supervision, deadline: deadline, rule: rule)),
        Sample(
            full: SupervisionAnswered(
                case: matter, supervision: supervision, workOrder: workOrder, unit: unit),
            minimal: SupervisionAnswered(case: matter, supervision: supervision, unit: unit)),
        Sample(
            full: SupervisionConcluded(
                case: matter, supervision: supervision, unit: unit, conclusion: "accepted", by: "supervisor"
            ),
            minimal: SupervisionConcluded(
                case: matter, supervision: supervision, unit: unit, conclusion: "accepted", by: "supervisor"
            )),
        Sample(
            full: SupervisionLetterIssued(
                case: matter, supervision: supervision, rule: rule, workOrder: workOrder, unit: unit,
                issuer: "supervisor"),
            minimal: SupervisionLetterIssued(
                case: matter, supervision: supervision, rule: rule, unit: unit, issuer: "supervisor")),
        Sample(
            full: SupervisionLetterReceived(
                case: matter, supervision: supervision, workOrder: workOrder, unit: unit),
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
                case: matter, supervision: supervision, workOrder: workOrder, unit: unit),
            minimal: SupervisionReported(case: matter, supervision: supervision, unit: unit)),
        Sample(
            full: SupervisionWithdrawn(
                case: matter, supervision: supervision, rule: rule, deadline: deadline),
            minimal: SupervisionWithdrawn(case: matter, supervision: supervision, rule: rule)),
    ]
}
