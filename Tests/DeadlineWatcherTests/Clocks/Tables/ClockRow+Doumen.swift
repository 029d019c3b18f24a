import Contracts
import RulePacks

extension ClockRow {
    private static let pack = "doumen-2016.1"
    private static let shown = "2016-06-07T17:45"
    /// The day after the show; 9 to 11 June 2016 were a holiday, Sunday the 12th was worked.
    private static let sent = "2016-06-08T09:00"

    private static func raised(
        _ category: AppealCategory?, onAir: OnAirOutcome = .accepted, isForeign: Bool = false, isComplex: Bool = false
    ) -> Said {
        Said(
            Say.registered(category, onAir: onAir, isForeign: isForeign, isComplex: isComplex, pack: pack), shown)
    }

    private static func order(
        _ category: AppealCategory?, _ order: String = "order-1", basis: DispatchBasis = .onAir,
        onAir: OnAirOutcome = .accepted, isForeign: Bool = false, isComplex: Bool = false, at time: String = sent
    ) -> Said {
        Said(
            Say.dispatched(
                order, category, basis: basis, onAir: onAir, isForeign: isForeign, isComplex: isComplex,
                registered: shown, pack: pack), time)
    }

    private static func course(
        _ category: AppealCategory?, basis: DispatchBasis = .onAir, onAir: OnAirOutcome = .accepted,
        isForeign: Bool = false, isComplex: Bool = false
    ) -> [Said] {
        [
            raised(category, onAir: onAir, isForeign: isForeign, isComplex: isComplex),
            order(category, basis: basis, onAir: onAir, isForeign: isForeign, isComplex: isComplex),
        ]
    }

    private static let done = [Said(Say.answered(), "2016-06-08T15:00"), Said(Say.closed(), "2016-06-08T15:00")]

    private static func ends(_ order: String = "order-1") -> [(said: Said, cause: String)] {
        [
            (Said(Say.transferred(order), "2016-06-08T15:00"), "transferred"),
            (Said(Say.objectionUpheld(order), "2016-06-08T15:00"), "objectionUpheld"),
            (Said(Say.linked, "2016-06-08T15:00"), "linked"),
        ]
    }

    private static func joined(_ lead: String = "order-1") -> (said: Said, cause: String) {
        (Said(Say.joined("order-3", lead: lead), "2016-06-08T15:00"), "joint")
    }

    private static func ignored(_ order: String = "order-1") -> [Said] {
        [
            Said(Say.objectionRejected(order), "2016-06-08T10:00"), Said(Say.signed(order), "2016-06-08T10:01"),
        ]
    }

    private static func extended(_ clock: String, _ order: String = "order-1") -> [(said: Said, due: String)] {
        [
            (Said(Say.extended(clock, "2016-07-29T17:30", order: order), "2016-06-08T11:00"), "2016-07-29T17:30"),
            (Said(Say.extended(clock, "2016-08-29T17:30", order: order), "2016-06-08T12:00"), "2016-07-29T17:30"),
        ]
    }

    private static func paused(_ order: String = "order-1") -> Said { Said(Say.paused(order), "2016-06-08T10:30") }

    private static func objected(_ order: String = "order-1") -> Said { Said(Say.objected(order), "2016-06-08T10:30") }

    private static let overdue = ["OverdueFiled", "SupervisionProposed", "AccountabilityProposed"]

    /// One of the three clocks by which an appeal raised in the show is answered.
    private static func answering(
        _ rule: String, _ clock: String, _ category: AppealCategory?, due: String, warns: String,
        never: [[Said]], also: [[Said]] = []
    ) -> ClockRow {
        let bases: [DispatchBasis] = [.transfer, .rework, .joint]
        return ClockRow(
            rule: rule, district: "doumen", clock: clock, before: course(category), due: due, warns: warns,
            meets: done,
            cancels: ends() + [joined(), (Said(Say.answeredOnAir, "2016-06-08T15:00"), "answeredOnAir")],
            ignores: ignored(),
            never: never + bases.map { course(category, basis: $0) }
                + [course(category, onAir: .answered), course(category, isForeign: true)],
            also: also, pauses: paused(), waits: objected(), extends: extended(clock), climbs: overdue)
    }

    static let doumen: [ClockRow] = [
        answering(
            "DM-25", "consultation", .consultation, due: "2016-06-12T17:30", warns: "2016-06-08T17:30",
            never: [course(.complaint), course(.suggestion), course(nil)]),
        answering(
            "DM-26", "complaint", .complaint, due: "2016-06-15T17:30", warns: "2016-06-14T17:30",
            never: [course(.consultation), course(.suggestion), course(.complaint, isComplex: true)]),
        answering(
            "DM-08", "suggestion", .suggestion, due: "2016-06-15T17:30", warns: "2016-06-14T17:30",
            never: [course(.consultation), course(.complaint), course(.suggestion, isComplex: true)],
            also: [course(.helpRequest), course(nil)]),
        ClockRow(
            rule: "DM-10", district: "doumen", clock: "notice",
            before: course(.complaint, isComplex: true) + [Said(Say.noticed("2016-07-08T17:30"), "2016-06-08T10:00")],
            due: "2016-07-08T17:30", warns: "2016-07-07T17:30", meets: done, cancels: ends(), ignores: ignored(),
            never: [course(.complaint, isComplex: true)], extends: extended("notice"), climbs: overdue),
        ClockRow(
            rule: "DM-11", district: "doumen", clock: "later-episode", owes: .station,
            before: course(.complaint, isComplex: true) + [Said(Say.answered(), "2016-06-08T15:00")],
            due: "2016-06-23T17:30", warns: "2016-06-21T17:30",
            meets: [Said(Say.answeredInEpisode, "2016-06-21T18:00")],
            cancels: [(Said(Say.linked, "2016-06-09T15:00"), "linked")],
            never: [
                course(.complaint, isComplex: true), course(.complaint) + [Said(Say.answered(), "2016-06-08T15:00")],
                course(.complaint, isComplex: true) + [
                    Said(
                        Say.dispatched(
                            "order-2", .complaint, basis: .joint, isComplex: true, isLead: false, registered: shown,
                            pack: pack), "2016-06-08T09:30"),
                    Said(Say.answered("order-2", toCitizen: false), "2016-06-08T15:00"),
                ],
            ]),
        ClockRow(
            rule: "DM-10", district: "doumen", clock: "issue-notice", owes: .operator,
            before: course(.complaint, isComplex: true), due: "2016-06-12T17:30",
            meets: [Said(Say.noticed("2016-07-08T17:30"), "2016-06-08T10:00")],
            cancels: ends() + [
                (Said(Say.answered(), "2016-06-08T15:00"), "answered"),
                (Said(Say.closed(), "2016-06-08T15:00"), "closed"),
            ],
            ignores: ignored(), never: [course(.complaint), course(.complaint, basis: .joint, isComplex: true)],
            also: [course(.complaint, basis: .transfer, isComplex: true)], waits: objected()),
        ClockRow(
            rule: "DM-35", district: "doumen", clock: "assist",
            before: course(.complaint) + [order(.complaint, "order-2", basis: .joint, at: "2016-06-08T10:00")],
            due: "2016-06-16T17:30", warns: "2016-06-15T17:30",
            meets: [
                Said(Say.answered("order-2", toCitizen: false), "2016-06-08T15:00"),
                Said(Say.closed("order-2"), "2016-06-08T15:00"),
            ],
            cancels: [
                (Said(Say.objectionUpheld("order-2"), "2016-06-08T15:00"), "objectionUpheld"),
                (Said(Say.linked, "2016-06-08T15:00"), "linked"),
            ],
            ignores: [Said(Say.answered(), "2016-06-08T10:01")] + ignored("order-2"),
            never: [
                course(.complaint),
                course(.complaint, isComplex: true) + [order(.complaint, "order-2", basis: .joint, isComplex: true)],
            ],
            pauses: paused("order-2"), waits: objected("order-2"), extends: extended("assist", "order-2"),
            climbs: ["AccountabilityProposed"]),
        ClockRow(
            rule: "DM-30", district: "doumen", clock: "objection", owes: .operator,
            before: course(.complaint) + [Said(Say.objected, "2016-06-08T10:00")], due: "2016-06-12T17:30",
            meets: [
                Said(Say.objectionUpheld(), "2016-06-08T15:00"), Said(Say.objectionRejected(), "2016-06-08T15:00"),
            ],
            cancels: [
                (Said(Say.closed(), "2016-06-08T15:00"), "closed"), (Said(Say.linked, "2016-06-08T15:00"), "linked"),
            ],
            ignores: [Said(Say.objectionRejected("order-2"), "2016-06-08T10:30")],
            never: [course(.complaint)]),
        ClockRow(
            rule: "DM-37", district: "doumen", clock: "unsolved-letter", owes: .supervisor,
            before: course(.complaint) + done + [Said(Say.superviseAfter(), "2016-06-13T10:00")],
            due: "2016-06-14T17:30",
            meets: [
                Said(Say.issued(SupervisionID("letter-1"), rule: RuleID("DM-37")), "2016-06-14T09:00")
            ], cancels: [(Said(Say.linked, "2016-06-14T09:00"), "linked")],
            ignores: [Said(Say.issued(SupervisionID("letter-2")), "2016-06-13T11:00")],
            never: [course(.complaint) + done],
            again: (
                [
                    Said(Say.issued(SupervisionID("letter-1"), rule: RuleID("DM-37")), "2016-06-14T09:00"),
                    Said(Say.superviseAfter("callback-2"), "2016-06-20T10:00"),
                ], "2016-06-21T17:30"
            )),
        ClockRow(
            rule: "DM-31", district: "doumen", clock: "transfer", before: course(.complaint, isForeign: true),
            due: "2016-06-12T17:30", warns: "2016-06-08T17:30",
            meets: [Said(Say.transferred(), "2016-06-08T15:00")],
            cancels: [
                (Said(Say.answered(), "2016-06-08T15:00"), "answered"),
                (Said(Say.closed(), "2016-06-08T15:00"), "closed"),
                (Said(Say.objectionUpheld(), "2016-06-08T15:00"), "objectionUpheld"),
                (Said(Say.linked, "2016-06-08T15:00"), "linked"), joined(),
                (Said(Say.answeredOnAir, "2016-06-08T15:00"), "answeredOnAir"),
            ],
            ignores: ignored(),
            never: [course(.complaint), course(.complaint, onAir: .answered, isForeign: true)]
                + [DispatchBasis.transfer, .rework, .joint].map { course(.complaint, basis: $0, isForeign: true) },
            pauses: paused(), waits: objected(), climbs: overdue),
        ClockRow(
            rule: "DM-32", district: "doumen", clock: "handoff", owes: .platform,
            before: course(.complaint, isForeign: true) + [Said(Say.transferred(), "2016-06-08T10:00")],
            due: "2016-06-12T17:30",
            meets: [order(.complaint, "order-2", basis: .transfer, isForeign: true, at: "2016-06-08T11:00")],
            cancels: [(Said(Say.linked, "2016-06-08T15:00"), "linked")],
            ignores: [order(.complaint, "order-3", basis: .joint, isForeign: true, at: "2016-06-08T11:00")],
            never: [
                course(.complaint, isForeign: true),
                course(.complaint) + [Said(Say.objectionRejected(), "2016-06-08T10:00")],
                course(.complaint) + [
                    Said(
                        Say.dispatched(
                            "order-2", .complaint, basis: .joint, isLead: false, registered: shown, pack: pack),
                        "2016-06-08T09:30"), Said(Say.objectionUpheld("order-2"), "2016-06-08T10:00"),
                ],
            ],
            also: [course(.complaint) + [Said(Say.objectionUpheld(), "2016-06-08T10:00")]],
            again: (
                [
                    order(.complaint, "order-2", basis: .transfer, isForeign: true, at: "2016-06-08T11:00"),
                    Said(Say.transferred("order-2"), "2016-06-13T10:00"),
                ], "2016-06-14T17:30"
            )),
        ClockRow(
            rule: "DM-33", district: "doumen", clock: "actual",
            before: course(.complaint, isForeign: true) + [
                Said(Say.transferred(), "2016-06-08T09:01"),
                order(.complaint, "order-2", basis: .transfer, isForeign: true, at: "2016-06-08T09:05"),
            ],
            due: "2016-06-16T17:30", warns: "2016-06-15T17:30",
            meets: [
                Said(Say.answered("order-2"), "2016-06-08T15:00"), Said(Say.closed("order-2"), "2016-06-08T15:00"),
            ],
            cancels: ends("order-2") + [joined("order-2")], ignores: ignored("order-2"),
            never: [course(.complaint), course(.complaint, basis: .transfer, isForeign: true, isComplex: true)],
            pauses: paused("order-2"), waits: objected("order-2"), extends: extended("actual", "order-2"),
            climbs: overdue),
        ClockRow(
            rule: "DM-07", district: "doumen", clock: "promise",
            before: [raised(.complaint, onAir: .promised), Said(Say.promised("2016-06-13T17:45"), shown)]
                + [order(.complaint, onAir: .promised)],
            due: "2016-06-13T17:45", warns: "2016-06-12T12:57", meets: done, cancels: ends(),
            ignores: [
                Said(
                    Say.dispatched(
                        "order-2", .complaint, basis: .joint, onAir: .promised, isLead: false, registered: shown,
                        pack: pack), "2016-06-08T09:30"),
                Said(Say.answered("order-2", toCitizen: false), "2016-06-08T10:00"),
                Said(Say.closed("order-2"), "2016-06-08T10:30"),
                Said(Say.objectionUpheld("order-2"), "2016-06-08T10:45"),
                Said(Say.objectionRejected(), "2016-06-08T10:50"),
            ],
            never: [course(.complaint, onAir: .promised)]),
        ClockRow(
            rule: "DM-28", district: "doumen", clock: "letter-reply",
            before: course(.complaint) + [Said(Say.received(), "2016-06-08T10:00")], due: "2016-06-16T17:30",
            warns: "2016-06-15T17:30", meets: [Said(Say.supervisionAnswered, "2016-06-15T10:00")],
            cancels: [(Said(Say.concluded, "2016-06-15T10:00"), "closed")],
            ignores: [Said(Say.supervisionReported, "2016-06-14T10:00"), Said(Say.answered(), "2016-06-14T10:01")],
            never: [course(.complaint)], climbs: ["AccountabilityProposed"]),
        ClockRow(
            rule: "DM-29", district: "doumen", clock: "letter-report",
            before: course(.complaint) + [Said(Say.received(), "2016-06-08T10:00")], due: "2016-06-21T17:30",
            warns: "2016-06-20T17:30", meets: [Said(Say.supervisionReported, "2016-06-15T10:00")],
            cancels: [(Said(Say.concluded, "2016-06-15T10:00"), "closed")],
            ignores: [Said(Say.supervisionAnswered, "2016-06-14T10:00")], never: [course(.complaint)],
            climbs: ["AccountabilityProposed"]),
        ClockRow(
            rule: "DM-35", district: "doumen", clock: "joint",
            before: course(.complaint) + [Said(Say.joined("order-2", lead: "order-1"), "2016-06-08T10:00")],
            due: "2016-06-16T17:30", warns: "2016-06-15T17:30", meets: done,
            cancels: [
                (Said(Say.transferred(), "2016-06-08T15:00"), "transferred"),
                (Said(Say.objectionUpheld(), "2016-06-08T15:00"), "objectionUpheld"),
                (Said(Say.linked, "2016-06-08T15:00"), "linked"),
            ],
            ignores: [
                order(.complaint, "order-2", basis: .joint, at: "2016-06-08T10:00"),
                Said(Say.answered("order-2", toCitizen: false), "2016-06-08T11:00"),
            ],
            never: [
                course(.complaint),
                course(.complaint, isComplex: true) + [
                    Said(Say.joined("order-2", lead: "order-1"), "2016-06-08T10:00")
                ],
            ], pauses: paused(), waits: objected(), extends: extended("joint"),
            climbs: overdue),
        ClockRow(
            rule: "DM-36", district: "doumen", clock: "feedback",
            before: course(.complaint) + [Said(Say.closed(), "2016-06-20T15:00")], due: "2016-06-23T17:30",
            warns: "2016-06-22T17:30", meets: [Said(Say.filed("feedback", "station"), "2016-06-21T10:00")],
            cancels: [(Said(Say.linked, "2016-06-21T10:00"), "linked")],
            ignores: [
                Said(Say.filed("result", "station"), "2016-06-21T10:00"),
                Said(Say.filed("feedback", "office"), "2016-06-21T10:01"),
            ],
            never: [
                course(.complaint),
                course(.complaint) + [
                    Said(
                        Say.dispatched(
                            "order-2", .complaint, basis: .joint, isLead: false, registered: shown, pack: pack),
                        "2016-06-08T10:00"), Said(Say.answered("order-2", toCitizen: false), "2016-06-20T14:00"),
                    Said(Say.closed("order-2"), "2016-06-20T15:00"),
                ],
            ],
            also: [course(.complaint) + [Said(Say.answered(), "2016-06-20T15:00")]]),
        ClockRow(
            rule: "DM-10", district: "doumen", clock: "classify", owes: .operator, before: [raised(.complaint)],
            due: "2016-06-08T17:30", meets: [order(.complaint)],
            cancels: [
                (Said(Say.answeredOnAir, "2016-06-07T17:50"), "answeredOnAir"),
                (Said(Say.linked, "2016-06-08T09:00"), "linked"),
            ],
            ignores: [Said(Say.closedShow(), "2016-06-07T18:30"), Said(Say.amended(.suggestion), "2016-06-07T18:40")],
            never: [[raised(.consultation, onAir: .answered)], [order(.complaint)]],
            also: [[raised(nil, onAir: .notPutThrough)], [raised(.consultation, isForeign: true)]]),
    ]
}
