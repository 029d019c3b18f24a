/// The windows of one working day, half-open and in order, for example [09:00, 12:00) and [13:30, 17:30).
public struct DailyWindows: Hashable, Sendable, CustomStringConvertible {
    /// One window in seconds of the local day; a start at `closes` is outside it, a period may end at `closes`.
    public struct Window: Hashable, Sendable {
        public let opens: Int
        public let closes: Int

        public init(opens: Int, closes: Int) {
            self.opens = opens
            self.closes = closes
        }
    }

    /// Windows that are empty, out of order, overlapping or outside the day.
    public struct Refused: Error, Hashable, Sendable, CustomStringConvertible {
        public let description: String
    }

    public let all: [Window]

    /// - Throws: `Refused` unless there is at least one window and each opens before it closes, after the one before it.
    public init(_ windows: [Window]) throws(Refused) {
        guard !windows.isEmpty else { throw Refused(description: "a working day needs at least one window") }
        var previous = 0
        for window in windows {
            guard window.opens >= previous, window.closes > window.opens, window.closes <= 86_400 else {
                throw Refused(description: "windows must be in order, not overlap and lie within 00:00 and 24:00")
            }
            previous = window.closes
        }
        all = windows
    }

    /// Reads `09:00-12:00|13:30-17:30`; seconds may be written, and 24:00 is the end of the day.
    public init(_ text: String) throws(Refused) {
        var windows: [Window] = []
        for part in text.split(separator: "|", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let opens = Self.second(ends[0]), let closes = Self.second(ends[1]) else {
                throw Refused(description: "windows are written 09:00-12:00|13:30-17:30")
            }
            windows.append(Window(opens: opens, closes: closes))
        }
        try self.init(windows)
    }

    private init(unchecked windows: [Window]) { all = windows }

    /// 09:00–12:00 and 13:30–17:30, the usual hours of Chinese offices; seven hours a day.
    public static let usual = DailyWindows(unchecked: [
        Window(opens: 9 * 3600, closes: 12 * 3600), Window(opens: 13 * 3600 + 1800, closes: 17 * 3600 + 1800),
    ])

    /// Working seconds of one day.
    public var seconds: Int { all.reduce(0) { $0 + $1.closes - $1.opens } }

    /// When the day begins and ends, in seconds of the day.
    public var opens: Int { all.first?.opens ?? 0 }
    public var closes: Int { all.last?.closes ?? 0 }

    /// `09:00-12:00|13:30-17:30`.
    public var description: String {
        all.map { "\(ClockText.hourMinute($0.opens))-\(ClockText.hourMinute($0.closes))" }.joined(separator: "|")
    }

    private static func second(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = parts.compactMap {
            $0.allSatisfy(\.isASCII) && $0.first != "+" && $0.first != "-" ? Int($0) : nil
        }
        guard numbers.count == parts.count, numbers[0] <= 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else {
            return nil
        }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }
}
