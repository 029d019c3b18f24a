import Contracts

extension Samples {
    static let workOrders: [Sample] = [
        Sample(
            full: AssistantJoined(case: matter, workOrder: workOrder, unit: unit, lead: otherWorkOrder),
            minimal: AssistantJoined(case: matter, workOrder: workOrder, unit: unit, lead: otherWorkOrder)
        ),
        Sample(
            full: CitizenContacted(
                case: matter, workOrder: workOrder, unit: unit, wasReached: true,
                wasToldProcedureAndLimit: true),
            minimal: CitizenContacted(
                case: matter, workOrder: workOrder, unit: unit, wasReached: true,
                wasToldProcedureAndLimit: true)),
        Sample(
            full: ClockPaused(
                case: matter, workOrder: workOrder, unit: unit, reason: "waitingForCitizen"),
            minimal: ClockPaused(
                case: matter, workOrder: workOrder, unit: unit, reason: "waitingForCitizen")),
        Sample(
            full: ClockResumed(case: matter, workOrder: workOrder, unit: unit),
            minimal: ClockResumed(case: matter, workOrder: workOrder, unit: unit)),
        Sample(
            full: ExtensionGranted(
                case: matter, workOrder: workOrder, unit: unit, clock: clock, due: instant,
                originalDue: earlier,
                approver: "supervisor", reason: sealed, decidedBy: "supervisor-1"),
            minimal: ExtensionGranted(
                case: matter, workOrder: workOrder, unit: unit, clock: clock, due: instant, approver: "supervisor")),
        Sample(
            full: ExtensionRefused(
                case: matter, workOrder: workOrder, unit: unit, clock: clock, approver: "supervisor",
                reason: sealed, decidedBy: "supervisor-1"),
            minimal: ExtensionRefused(
                case: matter, workOrder: workOrder, unit: unit, clock: clock, approver: "supervisor")),
        Sample(
            full: FormFiled(
                case: matter, workOrder: workOrder, unit: unit, form: "feedback", receiver: "lead",
                reply: sealed, leadOrder: otherWorkOrder, leadUnit: otherUnit, isForTransfer: true),
            minimal: FormFiled(
                case: matter, workOrder: workOrder, unit: unit, form: "feedback", receiver: "platform")),
        Sample(
            full: NoticeIssued(
                case: matter, workOrder: workOrder, unit: unit, due: instant, issuedBy: "operator-1"),
            minimal: NoticeIssued(case: matter, workOrder: workOrder, unit: unit, due: instant)),
        Sample(
            full: ObjectionDecided(
                case: matter, workOrder: workOrder, unit: unit, isUpheld: true, by: "supervisor",
                decidedBy: "supervisor-1"),
            minimal: ObjectionDecided(
                case: matter, workOrder: workOrder, unit: unit, isUpheld: true, by: "supervisor")),
        Sample(
            full: ReworkOrdered(
                case: matter, workOrder: workOrder, unit: unit, previous: otherWorkOrder, round: 2,
                reason: "notSolved"),
            minimal: ReworkOrdered(
                case: matter, workOrder: workOrder, unit: unit, previous: otherWorkOrder, round: 2,
                reason: "notSolved")),
        Sample(
            full: WorkOrderAnswered(
                case: matter, workOrder: workOrder, unit: unit, round: 2, isToCitizen: true, answer: sealed,
                answeredBy: "unit-1"),
            minimal: WorkOrderAnswered(
                case: matter, workOrder: workOrder, unit: unit, round: 2, isToCitizen: true)),
        Sample(
            full: WorkOrderClosed(
                case: matter, workOrder: workOrder, unit: unit, round: 2, callbackMethod: .phone,
                isAnonymous: true, closedBy: "unit-1"),
            minimal: WorkOrderClosed(
                case: matter, workOrder: workOrder, unit: unit, round: 2, callbackMethod: .phone,
                isAnonymous: true)),
        Sample(
            full: WorkOrderDispatched(
                case: matter, workOrder: workOrder, caseNumber: number, unit: unit, basis: .onAir,
                isLead: true,
                round: 2, previous: otherWorkOrder, category: .complaint, channel: .onAir, broadcast: show,
                onAir: .promised, isForeignMatter: true, isComplex: true, isAnonymous: true, hasContact: true,
                callbackMethod: .phone,
                registeredAt: earlier, packVersion: "2020"),
            minimal: WorkOrderDispatched(
                case: matter, workOrder: workOrder, caseNumber: number, unit: unit, basis: .onAir,
                isLead: true,
                round: 2, channel: .onAir, isForeignMatter: true, isComplex: true, isAnonymous: true,
                callbackMethod: .phone, registeredAt: earlier, packVersion: "2020")),
        Sample(
            full: WorkOrderObjected(
                case: matter, workOrder: workOrder, unit: unit, duty: sealed),
            minimal: WorkOrderObjected(
                case: matter, workOrder: workOrder, unit: unit, duty: sealed)),
        Sample(
            full: WorkOrderSigned(case: matter, workOrder: workOrder, unit: unit),
            minimal: WorkOrderSigned(case: matter, workOrder: workOrder, unit: unit)),
        Sample(
            full: WorkOrderTransferred(
                case: matter, workOrder: workOrder, unit: unit, to: otherUnit, reason: sealed),
            minimal: WorkOrderTransferred(case: matter, workOrder: workOrder, unit: unit)),
    ]
}
