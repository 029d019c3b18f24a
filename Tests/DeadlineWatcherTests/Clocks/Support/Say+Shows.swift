import Contracts

/// What is said of a show and of a unit's preparation for it.
extension Say {
    static let show = BroadcastID("show")

    /// - Parameters:
    ///   - opens: of an hour's show.
    ///   - units: nil for the one unit of these tests.
    static func scheduled(
        _ opens: String, units: [UnitID]? = nil, isNew: Bool = false, pack: String
    ) -> BroadcastScheduled {
        BroadcastScheduled(
            broadcast: show, opensAt: at(opens), closesAt: at(opens).advanced(bySeconds: 3_600), units: units ?? [unit],
            newUnits: isNew ? [unit] : nil, packVersion: pack)
    }

    static func discharged(_ duty: String) -> DutyDischarged {
        DutyDischarged(broadcast: show, unit: unit, duty: duty)
    }

    static func planned(_ duty: String, _ time: String) -> DutyPlanned {
        DutyPlanned(broadcast: show, unit: unit, duty: duty, plannedFor: at(time))
    }

    static func leave(isWritten: Bool = true) -> LeaveRequested {
        LeaveRequested(broadcast: show, unit: unit, isWritten: isWritten)
    }

    static func anotherDate(isWritten: Bool = true) -> RescheduleRequested {
        RescheduleRequested(broadcast: show, unit: unit, isWritten: isWritten)
    }
}
