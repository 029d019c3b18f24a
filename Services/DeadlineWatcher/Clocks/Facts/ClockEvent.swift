import Contracts
import RulePacks

/// An event that clocks can hear.
public protocol ClockEvent: Event {
    static var factKind: FactKind { get }
    func describe(in fact: inout FactDetails)
}

/// Every event that clocks can hear; a consumer subscribes to these.
public enum ClockEvents {
    public static let ofCase: [any (ClockEvent & CaseEvent).Type] = [
        AppealRegistered.self, AppealAmended.self, AppealAnsweredOnAir.self, PromiseMade.self, AppealLinked.self,
        AppealRepeated.self, AppealListed.self, AppealAnsweredInEpisode.self,
        WorkOrderDispatched.self, WorkOrderSigned.self, CitizenContacted.self, WorkOrderObjected.self,
        ObjectionDecided.self, NoticeIssued.self, WorkOrderTransferred.self, AssistantJoined.self,
        ExtensionGranted.self, ExtensionRefused.self, WorkOrderAnswered.self, FormFiled.self, WorkOrderClosed.self,
        ReworkOrdered.self, ClockPaused.self, ClockResumed.self, CallbackScheduled.self, CallbackCompleted.self,
        CallbackWaived.self, ReworkRequested.self, SupervisionRequested.self, InconsistencyFound.self,
        SupervisionLetterIssued.self, SupervisionLetterReceived.self, SupervisionAnswered.self,
        SupervisionReported.self, SupervisionConcluded.self, ReferralProposed.self, ReferralDecided.self,
        ReferralWithdrawn.self,
    ]

    /// These concern the units that prepare the show that they name.
    public static let ofPreparation: [any PreparationEvent.Type] = [
        BroadcastScheduled.self, DutyPlanned.self, DutyDischarged.self, LeaveRequested.self, LeaveDecided.self,
        RescheduleRequested.self,
    ]

    /// These concern every case of their broadcast: apply them to each, and to each that comes later.
    public static let ofBroadcast: [any ClockEvent.Type] = [BroadcastOpened.self, BroadcastClosed.self]
}
