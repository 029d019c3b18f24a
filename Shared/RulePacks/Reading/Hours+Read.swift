import Contracts
import WorkingCalendar
import YAML

extension PackHours {
    static func read(_ keys: inout Keys) -> PackHours? {
        let zone: (name: String, offset: Int)? = keys.required("zone")?.keys { keys in
            let name = keys.required("name")?.text()
            let offset = keys.required("offset")?.offset()
            guard let name, let offset else { return nil }
            return (name, offset)
        }
        let hours = keys.required("hours").flatMap(readHours)
        let calendar: (overlay: LocalOverlay, unpublished: UnpublishedYear?)? = keys.optional("calendar")?.keys {
            let overlay = $0.optional("overlay").flatMap(LocalOverlay.read) ?? .none
            let unpublished = $0.optional("unpublishedYear")?.choice(UnpublishedYear.self)
            return (overlay, unpublished)
        }
        guard let zone, let hours else { return nil }
        return PackHours(
            zoneName: zone.name, zone: ZoneOffset(secondsEast: zone.offset), hours: hours,
            overlay: calendar?.overlay ?? .none, unpublishedYear: calendar?.unpublished ?? .mondayToFriday)
    }

    /// The first period without days is the usual one; the others are seasons.
    private static func readHours(_ field: Field) -> WorkingHours? {
        let seasons = field.list(WorkingHours.Season.read)
        guard let usual = seasons.first(where: { $0.from == nil && $0.through == nil }) else {
            field.problem("needs one entry without from and through: the usual hours")
            return nil
        }
        return WorkingHours(
            usual: usual.windows, seasons: seasons.filter { $0.from != nil || $0.through != nil })
    }
}

extension WorkingHours.Season {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let from = keys.optional("from")?.day()
            let through = keys.optional("through")?.day()
            let windows = keys.required("windows").flatMap(DailyWindows.read)
            if let from, let through, through < from { keys.problem("ends before it begins") }
            return windows.map { Self(windows: $0, from: from, through: through) }
        }
    }
}

extension DailyWindows {
    static func read(_ field: Field) -> DailyWindows? {
        let windows = field.list { $0.text() }
        do {
            return try DailyWindows(windows.joined(separator: "|"))
        } catch {
            field.problem(error.description)
            return nil
        }
    }
}

extension LocalOverlay {
    static func read(_ field: Field) -> LocalOverlay? {
        field.keys { keys in
            let version = keys.required("version")?.slug()
            var days: [CivilDay: LocalDay] = [:]
            for (day, local) in keys.required("days")?.list(readDay) ?? [] { days[day] = local }
            return version.map { LocalOverlay(version: $0, days: days) }
        }
    }

    private static func readDay(_ field: Field) -> (CivilDay, LocalDay)? {
        field.keys { keys in
            let day = keys.required("day")?.day()
            let works = keys.optional("works")?.flag()
            let windows = keys.optional("windows").flatMap(DailyWindows.read)
            let name = keys.required("name")?.text()
            guard let day, let name else { return nil }
            return (day, LocalDay(works: works, windows: windows, name: name))
        }
    }
}
