/// The answer, or something that it needs, lies in years of which the calendar does not know.
public struct OutOfCalendar: Error, Hashable, Sendable, CustomStringConvertible {
    /// The years that the calendar knows.
    public let years: ClosedRange<Int>

    public var description: String {
        "out of calendar: the calendar knows the years \(years.lowerBound) to \(years.upperBound)"
    }
}
