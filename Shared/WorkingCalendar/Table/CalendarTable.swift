import Contracts

/// The national exceptions to "Monday to Friday": weekdays off and weekend days that work.
///
/// A table is a value with a version. When the State Council changes a year after the fact (2015, 2019, 2020) there
/// are two tables, and recomputing a deadline is the same question put to a calendar with the other one.
public struct CalendarTable: Hashable, Sendable {
    /// One day that does not follow the week.
    public struct ExceptionalDay: Hashable, Sendable {
        /// True for a make-up working day, false for a day off.
        public let isWorking: Bool
        /// The festival, as the notice names it; for a make-up day the festival that it is in lieu of.
        public let name: String

        public init(isWorking: Bool, name: String) {
            self.isWorking = isWorking
            self.name = name
        }
    }

    /// Years that a table may speak of; arithmetic never leaves them.
    public static let knownYears = 1970...2099

    /// For example `cn-2020.2`: the second state of the table that ends with 2020.
    public let version: String
    /// The day on which this state of the table was made public, where known.
    public let issued: CivilDay?
    /// Years for which a notice has been published. All other years are outside the calendar, or provisional.
    public let publishedYears: ClosedRange<Int>
    public let exceptions: [CivilDay: ExceptionalDay]

    public init(
        version: String, issued: CivilDay? = nil, publishedYears: ClosedRange<Int>,
        exceptions: [CivilDay: ExceptionalDay]
    ) {
        self.version = version
        self.issued = issued
        self.publishedYears = publishedYears.clamped(to: Self.knownYears)
        self.exceptions = exceptions
    }
}
