/// Every event that a clock or ladder of a rule pack may name. Raw values are the events' names in `Contracts`.
public enum FactKind: String, CaseIterable, Codable, Sendable {
    case appealRegistered = "AppealRegistered"
    case appealAmended = "AppealAmended"
    case appealAnsweredOnAir = "AppealAnsweredOnAir"
    case promiseMade = "PromiseMade"
    case appealLinked = "AppealLinked"
    case appealRepeated = "AppealRepeated"
    case appealListed = "AppealListed"
    case appealAnsweredInEpisode = "AppealAnsweredInEpisode"
    case broadcastScheduled = "BroadcastScheduled"
    case dutyPlanned = "DutyPlanned"
    case dutyDischarged = "DutyDischarged"
    case leaveRequested = "LeaveRequested"
    case leaveDecided = "LeaveDecided"
    case rescheduleRequested = "RescheduleRequested"
    case broadcastOpened = "BroadcastOpened"
    case broadcastClosed = "BroadcastClosed"
    case workOrderDispatched = "WorkOrderDispatched"
    case workOrderSigned = "WorkOrderSigned"
    case citizenContacted = "CitizenContacted"
    case workOrderObjected = "WorkOrderObjected"
    case objectionDecided = "ObjectionDecided"
    case noticeIssued = "NoticeIssued"
    case workOrderTransferred = "WorkOrderTransferred"
    case assistantJoined = "AssistantJoined"
    case extensionGranted = "ExtensionGranted"
    case extensionRefused = "ExtensionRefused"
    case workOrderAnswered = "WorkOrderAnswered"
    case formFiled = "FormFiled"
    case workOrderClosed = "WorkOrderClosed"
    case reworkOrdered = "ReworkOrdered"
    case clockPaused = "ClockPaused"
    case clockResumed = "ClockResumed"
    case callbackScheduled = "CallbackScheduled"
    case callbackCompleted = "CallbackCompleted"
    case callbackWaived = "CallbackWaived"
    case reworkRequested = "ReworkRequested"
    case supervisionRequested = "SupervisionRequested"
    case inconsistencyFound = "InconsistencyFound"
    case supervisionLetterIssued = "SupervisionLetterIssued"
    case supervisionLetterReceived = "SupervisionLetterReceived"
    case supervisionAnswered = "SupervisionAnswered"
    case supervisionReported = "SupervisionReported"
    case supervisionConcluded = "SupervisionConcluded"
    case referralProposed = "ReferralProposed"
    case referralDecided = "ReferralDecided"
    case referralWithdrawn = "ReferralWithdrawn"
}

extension FactKind {
    /// What a condition may ask of such a fact, beside what is known of the case.
    public var attributes: Set<FactAttribute> {
        switch self {
        case .appealRegistered: FactAttribute.ofCase.union([.hasUnit])
        case .appealAmended: FactAttribute.ofCase
        case .appealRepeated: [.repeats]
        case .appealAnsweredOnAir, .appealAnsweredInEpisode, .broadcastOpened, .broadcastClosed: [.broadcast]
        case .broadcastScheduled: [.broadcast, .opensAt, .closesAt, .isUnscheduled, .isNewUnit]
        case .dutyPlanned: [.broadcast, .duty, .plannedFor]
        case .dutyDischarged: [.broadcast, .duty]
        case .leaveRequested, .rescheduleRequested: [.broadcast, .isWritten]
        case .leaveDecided: [.broadcast, .isApproved]
        case .promiseMade: [.broadcast, .due]
        case .workOrderDispatched: FactAttribute.ofCase.union([.basis, .isLead, .round])
        case .citizenContacted: [.wasReached, .wasToldProcedureAndLimit]
        case .objectionDecided: [.isUpheld, .isLead]
        case .noticeIssued: [.due]
        case .extensionGranted: [.clock, .due]
        case .extensionRefused: [.clock]
        case .workOrderAnswered: [.round, .isToCitizen, .isLead]
        case .formFiled: [.form, .receiver]
        case .workOrderClosed: [.round, .callbackMethod, .isAnonymous, .isLead]
        case .clockPaused: [.reason]
        case .callbackScheduled: [.round, .method]
        case .callbackCompleted: [.round, .outcome, .satisfaction, .attempts]
        case .reworkOrdered, .callbackWaived, .reworkRequested, .supervisionRequested: [.round, .reason]
        case .inconsistencyFound: [.kind]
        case .supervisionLetterIssued: [.rule]
        case .supervisionConcluded: [.conclusion]
        case .appealLinked, .appealListed, .workOrderSigned, .workOrderObjected, .workOrderTransferred,
            .assistantJoined,
            .clockResumed, .supervisionLetterReceived, .supervisionAnswered,
            .supervisionReported, .referralProposed, .referralDecided, .referralWithdrawn:
            []
        }
    }
}
