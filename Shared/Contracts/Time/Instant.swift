/// A moment in domain time, exact to the millisecond (UTC, without leap seconds, like `timestamptz`).
///
/// Written as RFC 3339 text in events and answers: `2020-05-14T02:00:00Z`, with three fraction digits
/// only when they are not zero.
///
/// It holds 0001-01-01 to the end of 9999, as RFC 3339 does; sums beyond stop at the end of that range, so that
/// an absurd duration can neither trap nor wrap round.
public struct Instant: Hashable, Comparable, Sendable {
    /// 0001-01-01T00:00:00Z.
    public static let earliest = Instant(exactly: -62_135_596_800_000)
    /// 9999-12-31T23:59:59.999Z.
    public static let latest = Instant(exactly: 253_402_300_799_999)

    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.earliest.milliseconds), Self.latest.milliseconds)
    }

    /// - Parameter seconds: whole seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) { self.init(milliseconds: Self.bounded(seconds) * 1000) }

    private init(exactly milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
    public var seconds: Int64 { (milliseconds - (milliseconds % 1000 + 1000) % 1000) / 1000 }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// The instant `seconds` later (earlier when negative), or the end of the range where that lies beyond it.
    public func advanced(bySeconds seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + Self.bounded(seconds) * 1000)
    }

    /// More seconds than the whole range has, and few enough to be counted in milliseconds.
    private static func bounded(_ seconds: Int64) -> Int64 { min(max(seconds, -1_000_000_000_000), 1_000_000_000_000) }
}

extension Instant: CustomStringConvertible {
    public var description: String { rfc3339 }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "must be an RFC 3339 time with offset, such as 2020-05-14T10:00:00+08:00")
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}
