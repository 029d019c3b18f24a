/// A day of the proleptic Gregorian calendar, without zone or time, from 0001-01-01 to 9999-12-31.
///
/// Arithmetic after Howard Hinnant, "chrono-compatible low-level date algorithms" (days_from_civil).
public struct CivilDay: Hashable, Comparable, Sendable {
    /// 0001-01-01, the first day that RFC 3339 text and PostgreSQL's `date` can both hold.
    public static let earliest = CivilDay(exactly: -719_162)
    /// 9999-12-31, the last day that RFC 3339 text can hold.
    public static let latest = CivilDay(exactly: 2_932_896)

    /// Days since 1970-01-01.
    public let since1970: Int

    /// Days beyond the range become its nearest end: absurd input must neither trap nor print as another day.
    public init(since1970: Int) {
        self.since1970 = min(max(since1970, Self.earliest.since1970), Self.latest.since1970)
    }

    private init(exactly since1970: Int) { self.since1970 = since1970 }

    /// - Returns: nil when there is no such day (2021-02-29), or no such year (0, 10000).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(exactly: era * 146_097 + dayOfEra - 719_468)
        guard self.month == month else { return nil }
    }

    /// Reads `2020-05-14`: ten ASCII characters, four digits of year, two of month, two of day.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let day = reader.day(), reader.isAtEnd else { return nil }
        self = day
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var day: Int { civil.day }

    /// 1 Monday to 7 Sunday (ISO 8601).
    public var weekday: Int { ((since1970 + 3) % 7 + 7) % 7 + 1 }

    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.since1970 < right.since1970 }

    /// The day `days` later (earlier when negative), or the end of the range where that lies beyond it.
    public func advanced(by days: Int) -> CivilDay {
        CivilDay(since1970: since1970 + min(max(days, -10_000_000), 10_000_000))
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = since1970 + 719_468
        let era = shifted / 146_097
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
        String(unsafeUninitializedCapacity: 10) { buffer in
            var text = DigitWriter(buffer: buffer)
            text.write(self)
            return text.count
        }
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
