import Contracts

/// The show itself: when it is on, how long, with whom.
public struct Programme: Sendable {
    public struct Cadence: Sendable {
        public var weeks: Int
        /// 1 Monday to 7 Sunday.
        public var weekday: Int
        public var from: CivilDay
    }

    public struct Slot: Sendable {
        public enum Kind: String, CaseIterable, Sendable { case live, recorded }

        public var kind: Kind
        /// Minutes since midnight.
        public var opens: Int
        /// Nil where the document names only a beginning.
        public var closes: Int?
        public var channels: [String]
    }

    public struct Guests: Sendable {
        /// Nil where no number is written.
        public var principals: Int
        public var staff: Int?
    }

    /// When the next month's shows are told (rule DM-14).
    public struct Preview: Sendable {
        /// Calendar days before the first of the month.
        public var daysBefore: Int
        /// Minutes since midnight.
        public var at: Int
    }

    public var title: Title
    public var cadence: Cadence
    public var slots: [Slot]
    public var guests: Guests
    /// When guests must be in the studio, in minutes since midnight; nil: when the show opens.
    public var arrival: Int?
    public var hosts: Int?
    public var place: String?
    /// Nil where no month is previewed.
    public var preview: Preview?

    /// The window in which calls come in.
    public var live: Slot? { slots.first { $0.kind == .live } }
}
