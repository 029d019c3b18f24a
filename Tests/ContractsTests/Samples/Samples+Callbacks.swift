import Contracts

extension Samples {
    static let callbacks: [Sample] = [
        Sample(
            full: CallbackCompleted(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2,
                outcome: .partlySolved,
                satisfaction: 4, attempts: 3),
            minimal: CallbackCompleted(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2,
                outcome: .partlySolved,
                attempts: 3)),
        Sample(
            full: CallbackScheduled(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2, method: .phone
            ),
            minimal: CallbackScheduled(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2, method: .phone
            )),
        Sample(
            full: CallbackWaived(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2,
                reason: "anonymous"),
            minimal: CallbackWaived(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2,
                reason: "anonymous")),
        Sample(
            full: InconsistencyFound(
                case: matter, workOrder: workOrder, unit: unit, kind: "onAirAndReply"),
            minimal: InconsistencyFound(
                case: matter, workOrder: workOrder, unit: unit, kind: "onAirAndReply")),
        Sample(
            full: ReworkRequested(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2,
                reason: "irregular"),
            minimal: ReworkRequested(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2,
                reason: "irregular")),
        Sample(
            full: SupervisionRequested(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2,
                reason: "reworkExhausted"),
            minimal: SupervisionRequested(
                case: matter, callback: callback, workOrder: workOrder, unit: unit, round: 2,
                reason: "reworkExhausted")),
    ]
}
