/// An amount that is no period: below 1, or beyond any calendar. What "0 days" means must be said by the rule.
public struct PeriodRefused: Error, Hashable, Sendable, CustomStringConvertible {
    public let amount: Int

    public var description: String {
        "a period of \(amount) is refused: the amount must be 1 to \(Period.largestAmount), and 1 for the same day"
    }
}
