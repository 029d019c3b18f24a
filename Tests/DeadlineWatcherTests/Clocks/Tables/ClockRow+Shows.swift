import Contracts
import RulePacks

/// The clocks of a unit's preparation: a Thursday's show in Changzhou, a Tuesday's in Doumen.
extension ClockRow {
    private static let opens = "2020-05-14T09:00"
    private static let entered = "2020-03-16T09:00"

    private static func season(_ opens: String = opens, isNew: Bool = false, at time: String = entered) -> [Said] {
        [Said(Say.scheduled(opens, isNew: isNew, pack: "changzhou-2020.1"), time)]
    }

    /// Taken off the show.
    private static let takenOff: (said: Said, cause: String) = (
        Said(Say.scheduled(opens, units: [], pack: "changzhou-2020.1"), "2020-03-17T09:00"), "unscheduled"
    )

    private static func duty(
        _ rule: String, _ clock: String, _ duty: String, owes: Role = .unit, isNew: Bool = false, due: String,
        warns: String? = nil
    ) -> ClockRow {
        ClockRow(
            rule: rule, district: "changzhou", clock: clock, owes: owes, before: season(isNew: isNew), due: due,
            warns: warns, meets: [Said(Say.discharged(duty), "2020-03-18T10:00")], cancels: [takenOff],
            ignores: [
                Said(Say.discharged("another"), "2020-03-17T10:00"), Said(Say.closedShow("other"), "2020-03-17T10:01"),
            ])
    }

    static let shows: [ClockRow] = [
        {
            var row = duty("CZ-30", "contacts", "contacts", due: "2020-03-31T17:30")
            row.isReminder = true
            return row
        }(),
        {
            var row = duty(
                "CZ-08", "contacts-new", "contacts", isNew: true, due: "2020-04-14T17:30", warns: "2020-04-07T17:30")
            row.never = [season()]
            return row
        }(),
        duty("CZ-28", "contacts-form", "contacts", due: "2020-04-29T17:30", warns: "2020-04-26T17:30"),
        duty("CZ-31", "speaker", "speaker", due: "2020-04-28T17:30", warns: "2020-04-26T17:30"),
        duty(
            "CZ-33", "prep-meeting", "prepMeeting", owes: .operator, due: "2020-05-11T09:00",
            warns: "2020-05-09T17:30"),
        duty(
            "CZ-32", "warm-up", "warmUp", owes: .station, due: "2020-05-14T09:00", warns: "2020-04-28T17:30"),
        ClockRow(
            rule: "CZ-35", district: "changzhou", clock: "push-copy", owes: .station,
            before: season() + [Said(Say.planned("pushCopy", "2020-05-12T10:00"), "2020-05-06T10:00")],
            due: "2020-05-11T17:30", meets: [Said(Say.discharged("pushCopy"), "2020-05-08T10:00")],
            cancels: [
                (Said(Say.scheduled(opens, units: [], pack: "changzhou-2020.1"), "2020-05-07T09:00"), "unscheduled")
            ],
            ignores: [Said(Say.discharged("contacts"), "2020-05-07T10:00")],
            never: [season(), season() + [Said(Say.planned("another", "2020-05-12T10:00"), "2020-05-06T10:00")]]),
        ClockRow(
            rule: "CZ-61", district: "changzhou", clock: "daily-edition", owes: .station,
            // Aired on Monday the 18th: due by the end of Sunday.
            before: season() + [Said(Say.planned("dailyEdition", "2020-05-18T22:20"), "2020-05-13T10:00")],
            due: "2020-05-18T00:00", meets: [Said(Say.discharged("dailyEdition"), "2020-05-17T10:00")],
            ignores: [Said(Say.discharged("contacts"), "2020-05-13T10:30")],
            never: [season(), season() + [Said(Say.planned("another", "2020-05-18T22:20"), "2020-05-13T10:00")]]),
        duty("CZ-39", "arrival", "arrival", due: "2020-05-14T08:00"),
        doumen("DM-17", "script", "script", due: "2016-06-14T17:30", warns: "2016-06-12T17:30"),
        doumen("DM-18", "script-filed", "scriptFiled", due: "2016-06-21T17:30", warns: "2016-06-17T17:30"),
        {
            var row = doumen("DM-39", "show-report", "report", due: "2016-06-24T17:30", warns: "2016-06-23T17:30")
            row.before.append(Said(Say.closedShow(), "2016-06-21T18:30"))
            row.meets = [Said(Say.discharged("report"), "2016-06-23T10:00")]
            row.cancels = []
            row.ignores = [Said(Say.discharged("script"), "2016-06-22T10:00")]
            row.never = [announced, announced + [takenOffInDoumen, Said(Say.closedShow(), "2016-06-21T18:30")]]
            return row
        }(),
    ]

    private static let announced = [
        Said(Say.scheduled("2016-06-21T17:30", pack: "doumen-2016.1"), "2016-06-01T09:00")
    ]
    private static let takenOffInDoumen = Said(
        Say.scheduled("2016-06-21T17:30", units: [], pack: "doumen-2016.1"), "2016-06-02T09:00")

    private static func doumen(
        _ rule: String, _ clock: String, _ duty: String, due: String, warns: String
    ) -> ClockRow {
        ClockRow(
            rule: rule, district: "doumen", clock: clock, before: announced, due: due, warns: warns,
            meets: [Said(Say.discharged(duty), "2016-06-13T10:00")], cancels: [(takenOffInDoumen, "unscheduled")],
            ignores: [Said(Say.discharged("another"), "2016-06-03T10:00")])
    }
}
