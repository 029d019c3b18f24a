import Contracts

extension WorkingCalendar {
    /// What this calendar, published at `publishedAt`, may bring a due instant forward to at most: whoever was in time then has
    /// the working day after that, or as long as before where that is less. Nobody is late by a notice that he could not know
    /// of.
    ///
    /// - Throws: `OutOfCalendar` for a notice of a year that the calendar does not know.
    public func floor(below earlier: Instant, publishedAt: Instant) throws(OutOfCalendar) -> Instant {
        min(earlier, try due(after: publishedAt, period: .workingDay).at)
    }
}
