import Contracts
import DistrictRegister
import RulePacks
import Sealing
import WorkingCalendar

/// What intake must know of a district before it can take an appeal.
struct DistrictFacts: Sendable {
    let rules: DistrictRules
    /// Names at present, by id. Empty while dispatch has told of none: then no unit can be called unknown.
    let units: [UnitID: String]

    var district: DistrictID { rules.district }
    var zone: ZoneOffset { rules.pack.hours.zone }

    func day(of instant: Instant) -> CivilDay { zone.day(of: instant) }
    func month(of instant: Instant) -> Month { Month(day(of: instant)) }

    /// On which a show may lie that is planned now.
    func showDays(at now: Instant) -> ShowDays { ShowDays(from: day(of: now)) }

    func knows(_ unit: UnitID) -> Bool { units.isEmpty || units[unit] != nil }
}
