import Contracts

/// A calendar month in a district's zone, the life of one key: `2020-05`.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1 to 12.
    public let month: Int

    /// The month of a day, which the caller has reckoned in the district's zone.
    public init(_ day: CivilDay) {
        year = day.year
        month = day.month
    }

    /// Reads `2020-05`.
    public init?(_ text: String) {
        guard let day = CivilDay("\(text)-01"), day.description == "\(text)-01" else { return nil }
        self.init(day)
    }

    public var description: String { String(CivilDay(year: year, month: month, day: 1)?.description.dropLast(3) ?? "") }

    public static func < (left: Month, right: Month) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }
}

extension Month: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let month = Month(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be a month such as 2020-05")
        }
        self = month
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
