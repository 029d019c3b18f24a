import RulePacks

/// Names of events for people.
enum EventTitles {
    private static let titles: [String: Title] = [
        "DutyPlanned": Title(zh: "事项排期", en: "Duty planned"),
        "DutyDischarged": Title(zh: "事项完成", en: "Duty discharged"),
        "LeaveRequested": Title(zh: "请假申请", en: "Leave requested"),
        "LeaveDecided": Title(zh: "请假审批", en: "Leave decided"),
        "RescheduleRequested": Title(zh: "申请调整时间", en: "Another date requested"),
        "UnitChanged": Title(zh: "单位联络人变更", en: "Unit's contact changed"),
        "SeasonAdopted": Title(zh: "年度上线安排（抄送）", en: "The year's schedule (copy)"),
        "ListSent": Title(zh: "12345 诉求清单", en: "List of appeals from 12345"),
        "MonthPreviewed": Title(zh: "当月上线单位及内容预告", en: "The month's units and topics"),
        "AccountabilityProposed": Title(zh: "问责建议", en: "Accountability proposed"),
        "AccountabilityDecided": Title(zh: "问责决定", en: "Accountability decided"),
        "AccountabilityWithdrawn": Title(zh: "问责建议撤回", en: "Accountability withdrawn"),
        "ReferralProposed": Title(zh: "线索移送建议", en: "Referral proposed"),
        "ReferralDecided": Title(zh: "线索移送决定", en: "Referral decided"),
        "ReferralWithdrawn": Title(zh: "线索移送撤回", en: "Referral withdrawn"),
        "AppealRegistered": Title(zh: "诉求登记", en: "Appeal registered"),
        "AppealAmended": Title(zh: "诉求补充", en: "Appeal amended"),
        "AppealAnsweredOnAir": Title(zh: "现场答复", en: "Answered on air"),
        "AppealLinked": Title(zh: "重复诉求关联", en: "Appeal linked"),
        "AppealListed": Title(zh: "列入诉求清单", en: "Sent to the programme team"),
        "AppealAnsweredInEpisode": Title(zh: "后续节目答复", en: "Answered in a later show"),
        "AppealRepeated": Title(zh: "群众反复反映", en: "Raised again after the answer"),
        "PromiseMade": Title(zh: "现场承诺", en: "Promise made on air"),
        "WorkOrderDispatched": Title(zh: "工单派发", en: "Work order dispatched"),
        "WorkOrderSigned": Title(zh: "工单签收", en: "Work order signed"),
        "WorkOrderObjected": Title(zh: "异议退单", en: "Objection raised"),
        "WorkOrderTransferred": Title(zh: "工单转办", en: "Work order transferred"),
        "WorkOrderAnswered": Title(zh: "工单答复", en: "Work order answered"),
        "WorkOrderClosed": Title(zh: "工单办结", en: "Work order closed"),
        "ObjectionDecided": Title(zh: "异议裁定", en: "Objection decided"),
        "NoticeIssued": Title(zh: "办理通知书", en: "Notice issued"),
        "AssistantJoined": Title(zh: "联合办理", en: "Asked to assist"),
        "CitizenContacted": Title(zh: "联系群众", en: "Citizen contacted"),
        "ExtensionGranted": Title(zh: "延期批准", en: "Extension granted"),
        "ExtensionRefused": Title(zh: "延期未批准", en: "Extension refused"),
        "FormFiled": Title(zh: "书面材料报送", en: "Form filed"),
        "ReworkOrdered": Title(zh: "二次留单", en: "Rework ordered"),
        "ClockPaused": Title(zh: "计时暂停", en: "Clock paused"),
        "ClockResumed": Title(zh: "计时恢复", en: "Clock resumed"),
        "DeadlineSet": Title(zh: "时限起算", en: "Deadline set"),
        "DeadlineApproaching": Title(zh: "临近时限", en: "Deadline approaching"),
        "DeadlineMet": Title(zh: "按时完成", en: "Deadline met"),
        "DeadlineMissed": Title(zh: "超过时限", en: "Deadline missed"),
        "DeadlineMissWithdrawn": Title(zh: "撤销超期", en: "Miss withdrawn"),
        "DeadlineMoved": Title(zh: "时限调整", en: "Deadline moved"),
        "DeadlineCancelled": Title(zh: "时限取消", en: "Deadline cancelled"),
        "OverdueFiled": Title(zh: "超时报备", en: "Overdue matter filed"),
        "SupervisionProposed": Title(zh: "建议督办", en: "Supervision proposed"),
        "SupervisionLetterIssued": Title(zh: "督办函", en: "Supervision letter issued"),
        "SupervisionLetterReceived": Title(zh: "督办函签收", en: "Supervision letter received"),
        "SupervisionAnswered": Title(zh: "督办回复群众", en: "Citizen answered under supervision"),
        "SupervisionReported": Title(zh: "督办情况报告", en: "Supervision reported"),
        "SupervisionConcluded": Title(zh: "督办办结", en: "Supervision concluded"),
        "SupervisionWithdrawn": Title(zh: "督办撤销", en: "Supervision withdrawn"),
        "SupervisionRequested": Title(zh: "提请督办", en: "Supervision requested"),
        "CallbackScheduled": Title(zh: "回访安排", en: "Callback scheduled"),
        "SurveyAnswered": Title(zh: "群众自行评价", en: "Survey answered"),
        "CallbackCompleted": Title(zh: "回访完成", en: "Callback completed"),
        "CallbackWaived": Title(zh: "免予回访", en: "Callback waived"),
        "ReworkRequested": Title(zh: "提请二次留单", en: "Rework requested"),
        "InconsistencyFound": Title(zh: "答复不一致", en: "Inconsistency found"),
    ]

    private static let forCitizens: [String: Title] = [
        "AppealRegistered": Title(zh: "已登记", en: "has been registered"),
        "AppealLinked": Title(zh: "与此前同一诉求合并办理", en: "is handled together with an earlier one"),
        "WorkOrderDispatched": Title(zh: "已交办", en: "has been assigned"),
        "WorkOrderTransferred": Title(zh: "已转办", en: "has been passed on"),
        "WorkOrderAnswered": Title(zh: "已有答复", en: "has been answered"),
        "WorkOrderClosed": Title(zh: "已办结", en: "has been closed"),
        "ExtensionGranted": Title(zh: "已延期办理", en: "has been given more time"),
        "SupervisionAnswered": Title(zh: "督办后已有答复", en: "has been answered under supervision"),
        "ReworkOrdered": Title(zh: "正在重新办理", en: "is being handled again"),
    ]

    /// The event's own name where nobody has thought of one.
    static func title(of event: String) -> Title { titles[event] ?? Title(zh: event, en: event) }

    static func citizenTitle(of event: String) -> Title {
        forCitizens[event] ?? Title(zh: "有新进展", en: "has news")
    }
}
