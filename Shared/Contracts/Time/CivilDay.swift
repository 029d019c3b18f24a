/// A day of the proleptic Gregorian calendar, without zone or time.
///
/// Arithmetic after Howard Hinnant, "chrono-compatible low-level date algorithms" (days_from_civil).
public struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let since1970: Int

    public init(since1970: Int) { self.since1970 = since1970 }

    /// - Returns: nil when there is no such day (2021-02-29).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(since1970: era * 146_097 + dayOfEra - 719_468)
        guard self.month == month else { return nil }
    }

    /// Reads `2020-05-14`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var day: Int { civil.day }

    /// 1 Monday to 7 Sunday (ISO 8601).
    public var weekday: Int { ((since1970 + 3) % 7 + 7) % 7 + 1 }

    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.since1970 < right.since1970 }

    public func advanced(by days: Int) -> CivilDay { CivilDay(since1970: since1970 + days) }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = since1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension CivilDay: CustomStringConvertible {
    /// `2020-05-14`.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}

extension CivilDay: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = CivilDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be a day such as 2020-05-14")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
