import Contracts

/// Who gets a copy of a notice (抄送, rules CZ-64, DM-14, DM-23).
public struct CopyRule: Sendable {
    /// Raw values are the events' names in `Contracts`.
    public enum Notice: String, CaseIterable, Sendable {
        case unitChanged = "UnitChanged"
        case seasonAdopted = "SeasonAdopted"
        case monthPreviewed = "MonthPreviewed"
        case leaveRequested = "LeaveRequested"
    }

    /// An office by mail; a system by the subscription of the same name.
    public enum Gateway: String, CaseIterable, Sendable { case email, webhook }

    public struct Recipient: Sendable {
        /// Unique among the district's recipients.
        public var name: String
        public var title: Title
        /// Nil for a system.
        public var mailbox: String?
    }

    public var on: Notice
    public var by: Gateway
    public var to: [Recipient]
    /// The rule that says so; nil where it is the district's own wish.
    public var rule: RuleID?
}
