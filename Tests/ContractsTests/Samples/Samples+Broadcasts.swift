import Contracts

extension Samples {
    private static let plannedShow = PlannedShow(
        broadcast: show, opensAt: earlier, closesAt: instant, units: [unit], topic: "城市管理")

    static let broadcasts: [Sample] = [
        Sample(
            full: BroadcastClosed(broadcast: show, units: [unit]),
            minimal: BroadcastClosed(broadcast: show, units: [])),
        Sample(
            full: BroadcastOpened(broadcast: show, units: [unit]),
            minimal: BroadcastOpened(broadcast: show, units: [])),
        Sample(
            full: BroadcastScheduled(
                broadcast: show, opensAt: earlier, closesAt: instant, units: [unit], newUnits: [unit],
                packVersion: "changzhou-2020.1"),
            minimal: BroadcastScheduled(broadcast: show, opensAt: earlier, closesAt: instant, units: [])),
        Sample(
            full: DutyDischarged(broadcast: show, unit: unit, duty: "contacts"),
            minimal: DutyDischarged(broadcast: show, unit: unit, duty: "contacts")),
        Sample(
            full: DutyPlanned(
                broadcast: show, unit: unit, duty: "pushCopy", plannedFor: instant, packVersion: "changzhou-2020.1"),
            minimal: DutyPlanned(broadcast: show, unit: unit, duty: "pushCopy", plannedFor: instant)),
        Sample(
            full: LeaveDecided(broadcast: show, unit: unit, isApproved: true, decidedBy: "supervisor"),
            minimal: LeaveDecided(broadcast: show, unit: unit, isApproved: true, decidedBy: "supervisor")),
        Sample(
            full: LeaveRequested(broadcast: show, unit: unit, isWritten: true),
            minimal: LeaveRequested(broadcast: show, unit: unit, isWritten: true)),
        Sample(
            full: ListSent(day: day, caseNumbers: [CaseNumber("CZ200514-000042")]),
            minimal: ListSent(day: day, caseNumbers: [])),
        Sample(
            full: MonthPreviewed(month: "2020-05", shows: [plannedShow]),
            minimal: MonthPreviewed(month: "2020-05", shows: [])),
        Sample(
            full: SeasonAdopted(season: "2020", shows: [plannedShow]),
            minimal: SeasonAdopted(season: "2020", shows: [])),
        Sample(
            full: RescheduleRequested(broadcast: show, unit: unit, isWritten: true),
            minimal: RescheduleRequested(broadcast: show, unit: unit, isWritten: true)),
    ]
}
