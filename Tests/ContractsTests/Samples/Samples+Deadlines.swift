import Contracts

extension Samples {
    static let deadlines: [Sample] = [
        Sample(
            full: DeadlineApproaching(
                case: matter, deadline: deadline, clock: clock, rule: rule, broadcast: show, workOrder: workOrder,
                unit: unit,
                owes: "unit", due: instant),
            minimal: DeadlineApproaching(
                case: matter, deadline: deadline, clock: clock, rule: rule, owes: "unit", due: instant)),
        Sample(
            full: DeadlineCancelled(
                case: matter, deadline: deadline, clock: clock, rule: rule, broadcast: show, workOrder: workOrder,
                unit: unit,
                cause: "transferred"),
            minimal: DeadlineCancelled(
                case: matter, deadline: deadline, clock: clock, rule: rule, cause: "transferred")),
        Sample(
            full: DeadlineMet(
                case: matter, deadline: deadline, clock: clock, rule: rule, broadcast: show, workOrder: workOrder,
                unit: unit,
                due: instant, metAt: instant),
            minimal: DeadlineMet(
                case: matter, deadline: deadline, clock: clock, rule: rule, due: instant, metAt: instant)),
        Sample(
            full: DeadlineMissWithdrawn(
                case: matter, deadline: deadline, clock: clock, rule: rule, broadcast: show, workOrder: workOrder,
                unit: unit,
                due: instant, metAt: instant),
            minimal: DeadlineMissWithdrawn(
                case: matter, deadline: deadline, clock: clock, rule: rule, due: instant, metAt: instant)),
        Sample(
            full: DeadlineMissed(
                case: matter, deadline: deadline, clock: clock, rule: rule, broadcast: show, workOrder: workOrder,
                unit: unit,
                owes: "unit", due: instant),
            minimal: DeadlineMissed(
                case: matter, deadline: deadline, clock: clock, rule: rule, owes: "unit", due: instant)),
        Sample(
            full: DeadlineMoved(
                case: matter, deadline: deadline, clock: clock, rule: rule, broadcast: show, workOrder: workOrder,
                unit: unit,
                due: instant, earlierDue: earlier, originalDue: earlier, isProvisional: true,
                cause: "extension",
                calendarVersion: "2020-05"),
            minimal: DeadlineMoved(
                case: matter, deadline: deadline, clock: clock, rule: rule, due: instant,
                earlierDue: earlier,
                originalDue: earlier, isProvisional: true, cause: "extension", calendarVersion: "2020-05")),
        Sample(
            full: DeadlineSet(
                case: matter, deadline: deadline, clock: clock, rule: rule, broadcast: show, workOrder: workOrder,
                unit: unit,
                owes: "unit", startedAt: earlier, due: instant, isProvisional: true,
                calendarVersion: "2020-05",
                packVersion: "2020"),
            minimal: DeadlineSet(
                case: matter, deadline: deadline, clock: clock, rule: rule, owes: "unit",
                startedAt: earlier,
                due: instant, isProvisional: true, calendarVersion: "2020-05", packVersion: "2020")),
    ]
}
