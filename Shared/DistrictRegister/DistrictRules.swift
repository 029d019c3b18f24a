import Contracts
import RulePacks
import WorkingCalendar

/// A version of a district's rules together with the working calendar that they are reckoned with.
public struct DistrictRules: Sendable {
    public let district: DistrictID
    public let pack: RulePack
    public let calendar: WorkingCalendar

    public init(district: DistrictID, pack: RulePack, calendar: WorkingCalendar) {
        self.district = district
        self.pack = pack
        self.calendar = calendar
    }
}
