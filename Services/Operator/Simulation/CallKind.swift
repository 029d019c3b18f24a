import Contracts

/// What a call is to be, where chance does not decide.
struct CallKind: Sendable {
    var outcome: OnAirOutcome?
    var category: AppealCategory?
    var isAnonymous: Bool?

    /// Every outcome, every category, somebody anonymous and somebody named.
    private static let each: [CallKind] =
        OnAirOutcome.allCases.map { CallKind(outcome: $0) } + AppealCategory.allCases.map { CallKind(category: $0) }
        + [true, false].map { CallKind(isAnonymous: $0) }

    /// Chance decides all of a call that comes after one of each kind.
    ///
    /// - Parameter number: of the call in its show, from 0.
    static func ofCall(_ number: Int) -> CallKind { each.indices.contains(number) ? each[number] : CallKind() }
}
