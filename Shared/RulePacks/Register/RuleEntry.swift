import Contracts

/// One written rule of a founding document, as the register lists it.
public struct RuleEntry: Sendable {
    public var id: RuleID
    /// Where it is written, in the document's own numbering.
    public var clause: String
    public var owners: [Owner]
    /// What it says, precise enough to be a test.
    public var says: String
    /// What carries it beside the clocks and ladders of the packs that name it.
    public var carriers: [Carrier]
    /// What is missing of it; nil when nothing is.
    public var open: String?

    /// Who has to see to it.
    public enum Owner: String, CaseIterable, Sendable {
        case intake, dispatch
        case deadlineWatcher = "deadline-watcher"
        case callbackSurvey = "callback-survey"
        case notifier, programme
    }

    public struct Carrier: Hashable, Sendable {
        public enum Kind: String, CaseIterable, Sendable {
            case clock, ladder, situation, notification, form, check, role, policy
        }

        public var kind: Kind
        /// A clock, ladder or role with its district, or the file that does it.
        public var place: String

        public init(kind: Kind, place: String) {
            self.kind = kind
            self.place = place
        }
    }

    /// Of the programme itself: seasons, shows, guests, preparation, printed forms.
    public var isOfProgrammeAlone: Bool { owners == [.programme] }
}
