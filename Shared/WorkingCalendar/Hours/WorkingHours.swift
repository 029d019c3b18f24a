import Contracts

/// A district's daily windows, with seasons: cities of Jiangsu keep shorter hours in summer.
public struct WorkingHours: Hashable, Sendable {
    /// Other windows from one day to another.
    public struct Season: Hashable, Sendable {
        public let windows: DailyWindows
        /// The first day with these windows; nil from the beginning.
        public let from: CivilDay?
        /// The last day with these windows; nil for good.
        public let through: CivilDay?

        public init(windows: DailyWindows, from: CivilDay?, through: CivilDay?) {
            self.windows = windows
            self.from = from
            self.through = through
        }

        func covers(_ day: CivilDay) -> Bool {
            if let from, day < from { return false }
            if let through, day > through { return false }
            return true
        }
    }

    public let usual: DailyWindows
    public let seasons: [Season]

    /// - Parameter seasons: where two cover a day, the later in the list holds.
    public init(usual: DailyWindows = .usual, seasons: [Season] = []) {
        self.usual = usual
        self.seasons = seasons
    }

    /// The windows that hold on `day`, if it works.
    public func windows(on day: CivilDay) -> DailyWindows {
        seasons.last { $0.covers(day) }?.windows ?? usual
    }
}
