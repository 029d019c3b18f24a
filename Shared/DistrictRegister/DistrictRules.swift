import Contracts
import Messaging
import RulePacks
import WorkingCalendar

/// A version of a district's rules together with the working calendar that they are reckoned with.
public struct DistrictRules: Sendable {
    public let district: DistrictID
    public let pack: RulePack
    private let known: WorkingCalendar?

    /// - Parameter table: nil while no calendar has come.
    init(district: DistrictID, pack: RulePack, table: CalendarTable?) {
        self.district = district
        self.pack = pack
        known = table.map { pack.hours.calendar(over: $0) }
    }

    /// The calendar published last, over the pack's hours.
    ///
    /// - Throws: `NotYet` before any calendar has come: what were reckoned without one would stay wrong where it is over
    ///   before the calendar comes.
    public var calendar: WorkingCalendar {
        get throws {
            guard let known else { throw NotYet(DistrictRegister.calendarReference) }
            return known
        }
    }
}
