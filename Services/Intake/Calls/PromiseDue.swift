import Contracts
import RulePacks
import ServiceKit
import WorkingCalendar

/// Until when something was promised: a day, which ends at 24:00, or an instant.
enum PromiseDue: Decodable, Sendable {
    case day(CivilDay)
    case instant(Instant)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        if let day = CivilDay(text) {
            self = .day(day)
        } else if let instant = Instant(rfc3339: text) {
            self = .instant(instant)
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "must be a day such as 2020-05-20, or an RFC 3339 time with offset")
        }
    }

    func instant(in zone: ZoneOffset) -> Instant {
        switch self {
        case .day(let day): zone.instant(on: day, second: 86_400)
        case .instant(let instant): instant
        }
    }
}

extension FieldCheck {
    /// Nobody plans or promises further ahead; a year that is typed wrong does.
    static let twoYears = Int64(ShowDays.mostAhead) * 86_400

    /// What was promised for the same day may be typed when that hour is over.
    ///
    /// - Parameter opening: of the show; nil where it is looked at later.
    mutating func promise(_ due: PromiseDue, in facts: DistrictFacts, since opening: Instant?, at now: Instant) {
        let instant = due.instant(in: facts.zone)
        if let opening, instant <= opening {
            fault("promiseDue", "lies before the show")
        } else if instant > now.advanced(bySeconds: Self.twoYears) {
            fault("promiseDue", "lies more than two years ahead")
        }
    }
}
