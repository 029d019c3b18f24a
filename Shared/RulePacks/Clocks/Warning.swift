/// When the one who owes is reminded.
public enum Warning: Hashable, Sendable {
    /// So many hundredths of the time between start and due have passed.
    case percent(Int)
    case workingDaysBefore(Int)
    /// Elapsed minutes, not working minutes.
    case minutesBefore(Int)
}
