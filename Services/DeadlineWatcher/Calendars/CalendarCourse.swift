import Contracts
import Postgres

/// The calendars that came into force one after the other, with a district's engines under each of them.
struct CalendarCourse {
    private let district: DistrictID
    private let shelf: EngineShelf
    let changes: [CalendarChange]
    private var engines: [String: [ClockEngine]] = [:]

    init(of district: DistrictID, _ shelf: EngineShelf, in transaction: borrowing Transaction) throws {
        self.district = district
        self.shelf = shelf
        changes = try transaction.calendarChanges()
    }

    /// The place of the calendar in force at an instant; before any was, of the first.
    func place(at time: Instant) -> Int { changes.lastIndex { $0.publishedAt <= time } ?? 0 }

    /// A pack's engine under each calendar, by its place; made once in a process.
    mutating func engines(of pack: String, in transaction: borrowing Transaction) throws -> [ClockEngine] {
        if let known = engines[pack] { return known }
        var made: [ClockEngine] = []
        for change in changes {
            made.append(try shelf.engine(of: district, version: pack, under: change.version, in: transaction))
        }
        engines[pack] = made
        return made
    }

    /// The place of the earliest calendar that a deadline under way was reckoned under; nil where none is.
    mutating func standing(of open: OpenCase, in transaction: borrowing Transaction) throws -> Int? {
        guard let pack = open.state.packVersion else { return nil }
        let engines = try engines(of: pack, in: transaction)
        var earliest: Int?
        for run in open.state.runs where run.isUnderWay {
            // A calendar that is not there any more came before all that are.
            let place = engines.lastIndex { $0.calendar.version == run.calendarVersion } ?? -1
            earliest = min(earliest ?? place, place)
        }
        return earliest
    }
}
