/// Where the documents contradict themselves or are silent, each district chooses: the contradictions X01 to X32 that
/// are not settled by a clock, a ladder or a section of the pack, with their defaults.
public enum PolicyKey: String, CaseIterable, Sendable {
    case clockBeforeEffective = "clock.beforeEffective"
    case prepMode = "prep.mode"
    case leaveCutoffTime = "leave.cutoffTime"
    case closingReceipts = "closing.receipts"
    case closingForm = "closing.form"
    case formVersion = "form.version"
    case leaveApproval = "leave.approval"
    case ordinalBase = "ordinal.base"
    case dailyCutoff = "daily.cutoff"
    case complexNotice = "complex.notice"
    case supervisionIssuer = "supervision.issuer"
    case supervisionProposalForm = "supervision.proposalForm"
    case formAliases = "form.aliases"
    case formSignatories = "form.signatories"
    case episodeHoliday = "episode.holiday"
    case promptlyWorkingDays = "promptly.workingDays"
    case sanctionsDecision = "sanctions.decision"

    /// Whether it decides when something is due.
    public var isOfClocks: Bool {
        switch self {
        case .clockBeforeEffective, .prepMode, .leaveCutoffTime, .ordinalBase, .dailyCutoff, .promptlyWorkingDays: true
        default: false
        }
    }

    /// Whether the programme's own work goes by it, and no service does.
    public var isOfProgramme: Bool {
        switch self {
        case .formVersion, .episodeHoliday: true
        default: false
        }
    }

    public enum Domain: Sendable {
        case choice([String])
        case number(ClosedRange<Int>)
        case texts
        /// A form's.
        case code
    }

    /// The contradiction's number in the list of rules.
    public var contradiction: String { Self.table[self]?.number ?? "" }
    public var domain: Domain { Self.table[self]?.domain ?? .texts }
    public var defaultValue: PolicyValue { Self.table[self]?.value ?? .texts([]) }

    private typealias Row = (number: String, domain: Domain, value: PolicyValue)

    private static func choice(_ number: String, _ names: String...) -> Row {
        (number, .choice(names), .text(names.first ?? ""))
    }

    /// The default comes first.
    private static let table: [PolicyKey: Row] = [
        .clockBeforeEffective: choice("X02", "grandfather", "strict"),
        .prepMode: choice("X03", "earlierOf", "workingDaysBefore", "mondayOfWeek"),
        .leaveCutoffTime: choice("X04", "startOfWorkingDay", "endOfWorkingDay"),
        .closingReceipts: ("X09", .texts, .texts(["reply", "platform", "office"])),
        .closingForm: ("X09", .code, .text("result")),
        .formVersion: choice("X10", "v1-printed", "v2-office"),
        .leaveApproval: choice("X11", "recordOnly", "required"),
        .ordinalBase: choice("X12", "startIsDayZero", "startIsDayOne"),
        .dailyCutoff: choice("X15", "previousCalendarDay", "previousWorkingDay"),
        .complexNotice: choice("X21", "required", "optional"),
        .supervisionIssuer: choice("X22", "supervisor", "operator"),
        .supervisionProposalForm: choice("X23", "minimal", "none"),
        .formAliases: ("X26", .texts, .texts([])),
        .formSignatories: ("X27", .texts, .texts([])),
        .episodeHoliday: choice("X29", "moveToNextWorkingDayOfSlot", "skip"),
        .promptlyWorkingDays: ("X31", .number(1...30), .number(1)),
        .sanctionsDecision: choice("X32", "proposedToNamedPerson"),
    ]
}

/// A value of a policy key.
public enum PolicyValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case texts([String])
}
