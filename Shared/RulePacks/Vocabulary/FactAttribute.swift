import Contracts

/// Every property of a fact that a condition, a limit or a start may use. Never personal data.
public enum FactAttribute: String, CaseIterable, Codable, Sendable {
    case category, channel, broadcast, onAir, isForeignMatter, isComplex, isAnonymous, callbackMethod, registeredAt
    /// Whether the citizen left a way to be reached.
    case hasContact
    /// Whether whoever raised an appeal named the unit.
    case hasUnit
    /// Of a unit's preparation of a show.
    case opensAt, closesAt, isUnscheduled, isNewUnit, duty, plannedFor, isWritten, isApproved
    case basis, isLead, round, due, clock
    case wasReached, wasToldProcedureAndLimit, isUpheld, isToCitizen, form, receiver, reason, kind, conclusion
    case method, outcome, satisfaction, attempts, repeats, rule

    /// What a value of it looks like.
    public enum Domain: Sendable {
        case flag, number, instant
        /// One of these codes.
        case choice([String])
        /// Any code.
        case code
    }

    /// What is known of the case as a whole, amended as more is learnt; all else belongs to one fact.
    public var isOfCase: Bool {
        switch self {
        case .category, .channel, .broadcast, .onAir, .isForeignMatter, .isComplex, .isAnonymous, .hasContact,
            .callbackMethod, .registeredAt, .opensAt, .closesAt, .isUnscheduled, .isNewUnit:
            true
        default: false
        }
    }

    /// Whether it can be known of the file that one of `scope` is in: a citizen's case, or a unit's preparation of a show.
    public func isKnown(in scope: Clock.Scope) -> Bool {
        switch self {
        case .category, .channel, .onAir, .isForeignMatter, .isComplex, .isAnonymous, .hasContact, .callbackMethod,
            .registeredAt:
            scope != .broadcast
        // What is let pass before a show may be supervised, too.
        case .opensAt, .closesAt, .isUnscheduled, .isNewUnit: scope == .broadcast || scope == .supervision
        default: true
        }
    }

    public static let ofCase = Set(allCases.filter(\.isOfCase))

    public var domain: Domain {
        switch self {
        case .category: .choice(AppealCategory.allCases.map(\.rawValue))
        case .channel: .choice(AppealChannel.allCases.map(\.rawValue))
        case .onAir: .choice(OnAirOutcome.allCases.map(\.rawValue))
        case .callbackMethod, .method: .choice(CallbackMethod.allCases.map(\.rawValue))
        case .basis: .choice(DispatchBasis.allCases.map(\.rawValue))
        case .outcome: .choice(CallbackOutcome.allCases.map(\.rawValue))
        case .isForeignMatter, .isComplex, .isAnonymous, .hasContact, .hasUnit, .isLead, .wasReached,
            .wasToldProcedureAndLimit,
            .isUpheld,
            .isToCitizen, .isUnscheduled, .isNewUnit, .isWritten, .isApproved:
            .flag
        case .round, .satisfaction, .attempts, .repeats: .number
        case .registeredAt, .due, .opensAt, .closesAt, .plannedFor: .instant
        case .broadcast, .duty, .clock, .form, .receiver, .reason, .kind, .conclusion, .rule: .code
        }
    }
}
