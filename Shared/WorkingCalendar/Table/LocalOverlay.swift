import Contracts

/// What one district does otherwise than the nation: local days off (三月三, a typhoon), local working days, and days
/// with other windows.
public struct LocalOverlay: Hashable, Sendable {
    /// One day of a district's own.
    public struct LocalDay: Hashable, Sendable {
        /// Whether the day works; nil leaves that to the national table.
        public let works: Bool?
        /// The windows of this day in place of the usual ones; nil leaves the usual ones. They count only if it works.
        public let windows: DailyWindows?
        public let name: String

        public init(works: Bool? = nil, windows: DailyWindows? = nil, name: String) {
            self.works = works
            self.windows = windows
            self.name = name
        }

        public static func off(_ name: String) -> LocalDay { LocalDay(works: false, name: name) }

        public static func on(_ name: String) -> LocalDay { LocalDay(works: true, name: name) }
    }

    public static let none = LocalOverlay(version: "", days: [:])

    /// Becomes part of the calendar's version; empty for no overlay.
    public let version: String
    public let days: [CivilDay: LocalDay]

    public init(version: String, days: [CivilDay: LocalDay]) {
        self.version = version
        self.days = days
    }
}
