import Contracts

/// A district's distance from UTC, and the one place where an instant becomes a local day and back.
///
/// A fixed offset is enough: Asia/Shanghai has had no daylight saving since 1991, and a table speaks of later years.
public struct ZoneOffset: Hashable, Sendable {
    /// +08:00.
    public static let china = ZoneOffset(secondsEast: 8 * 3600)

    public let secondsEast: Int

    /// - Parameter secondsEast: cut to ±18 hours.
    public init(secondsEast: Int) { self.secondsEast = min(max(secondsEast, -64_800), 64_800) }

    /// The local day of `instant`.
    public func day(of instant: Instant) -> CivilDay { local(instant).day }

    /// The instant of a local second; 86,400 is the end of the day.
    public func instant(on day: CivilDay, second: Int) -> Instant {
        instant(LocalMoment(day: day.since1970, millisecond: second * 1000))
    }

    /// Reads `2020-05-14T10:00`, with or without seconds and offset; without an offset the time is local.
    ///
    /// - Returns: nil for anything else.
    public func instant(_ text: String) -> Instant? {
        var text = text
        guard let mark = text.firstIndex(where: { $0 == "T" || $0 == "t" }) else { return nil }
        let clock = text[mark...]
        if clock.dropFirst(6).first != ":", let minuteEnd = text.index(mark, offsetBy: 6, limitedBy: text.endIndex) {
            text.insert(contentsOf: ":00", at: minuteEnd)
        }
        if let instant = Instant(rfc3339: text) { return instant }
        guard let local = Instant(rfc3339: text + "Z") else { return nil }
        return local.advanced(bySeconds: -Int64(secondsEast))
    }

    /// `2020-05-14T17:30:00+08:00`; on a fraction of a second the fraction is left out.
    public func text(_ instant: Instant) -> String {
        let moment = local(instant)
        let distance = abs(secondsEast)
        let offset = (secondsEast < 0 ? "-" : "+") + ClockText.hourMinute(distance / 60 * 60)
        return "\(moment.day)T\(ClockText.full(moment.secondOfDay))\(offset)"
    }

    func local(_ instant: Instant) -> LocalMoment {
        // Nothing is in any calendar 1,900 years from 1970; cutting there keeps all sums from overflowing.
        let bounded = min(max(instant.milliseconds, -60_000_000_000_000), 60_000_000_000_000)
        return LocalMoment(milliseconds: Int(bounded) + secondsEast * 1000)
    }

    func instant(_ moment: LocalMoment) -> Instant {
        Instant(milliseconds: Int64(moment.milliseconds - secondsEast * 1000))
    }
}
