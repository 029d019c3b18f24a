/// A clue is put before whoever decides about its referral to discipline and supervision (rules CZ-21, CZ-53).
public struct ReferralProposed: CaseEvent {
    public static let type = "hotline.ReferralProposed"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    /// One clue for discipline and supervision. UUID text, lower case.
    public let referral: ReferralID
    public let rule: RuleID
    /// A code, such as `overdue`.
    public let ground: String
    /// The deadline that was missed, where one was.
    public let deadline: DeadlineID?
    /// The work order at issue, where there is one.
    public let workOrder: WorkOrderID?
    /// The unit at issue, where there is one.
    public let unit: UnitID?
    /// The account of the person who proposed it; absent where a clock or an event did.
    public let proposedBy: String?

    public init(
        `case`: CaseID, referral: ReferralID, rule: RuleID, ground: String, deadline: DeadlineID? = nil,
        workOrder: WorkOrderID? = nil, unit: UnitID? = nil, proposedBy: String? = nil
    ) {
        self.case = `case`
        self.referral = referral
        self.rule = rule
        self.ground = ground
        self.deadline = deadline
        self.workOrder = workOrder
        self.unit = unit
        self.proposedBy = proposedBy
    }
}

extension ReferralProposed: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("referral", referral.rawValue)
        json.member("rule", rule.rawValue)
        json.member("ground", ground)
        json.member("deadline", deadline?.rawValue)
        json.member("workOrder", workOrder?.rawValue)
        json.member("unit", unit?.rawValue)
        json.member("proposedBy", proposedBy)
    }
}
