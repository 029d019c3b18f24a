import Contracts
import RulePacks

extension ClockRow {
    private static let pack = "changzhou-2020.1"
    private static let shown = "2020-05-14T09:20"
    private static let sent = "2020-05-14T10:10"

    private static func raised(
        _ category: AppealCategory? = .complaint, onAir: OnAirOutcome = .accepted, isAnonymous: Bool = false,
        hasContact: Bool? = nil, callback: CallbackMethod = .phone
    ) -> Said {
        Said(
            Say.registered(
                category, onAir: onAir, isAnonymous: isAnonymous, hasContact: hasContact, callback: callback, pack: pack
            ),
            shown)
    }

    private static func otherwise(_ channel: AppealChannel, _ onAir: OnAirOutcome? = nil, hasUnit: Bool) -> Said {
        Said(
            Say.registered(
                channel: channel, onAir: onAir, broadcast: onAir == nil ? nil : "show", hasUnit: hasUnit, pack: pack),
            shown)
    }

    private static func order(
        _ order: String = "order-1", _ category: AppealCategory? = .complaint, basis: DispatchBasis = .onAir,
        round: Int = 1, isLead: Bool = true, isAnonymous: Bool = false, hasContact: Bool? = nil, at time: String = sent
    ) -> Said {
        Said(
            Say.dispatched(
                order, category, basis: basis, round: round, isAnonymous: isAnonymous, hasContact: hasContact,
                isLead: isLead,
                registered: shown, pack: pack), time)
    }

    private static func returned(_ order: String, _ time: String) -> (said: Said, cause: String) {
        (Said(Say.objectionUpheld(order), time), "objectionUpheld")
    }

    private static func returned(_ time: String) -> (said: Said, cause: String) { returned("order-1", time) }

    private static func linked(_ time: String) -> (said: Said, cause: String) { (Said(Say.linked, time), "linked") }

    private static func over(_ time: String) -> (said: Said, cause: String) { (Said(Say.closed(), time), "closed") }

    private static func passedOn(_ time: String) -> (said: Said, cause: String) {
        (Said(Say.transferred(), time), "transferred")
    }

    /// Orders of which a rule of first handling does not speak.
    private static let followUps: [[Said]] = [
        [raised(.consultation), order("order-3", .consultation, basis: .rework, round: 2)],
        // What was returned in a later round, and given to another unit.
        [raised(.consultation), order("order-4", .consultation, basis: .transfer, round: 2)],
        [raised(.consultation), order("order-2", .consultation, basis: .joint, isLead: false)],
    ]

    static let changzhou: [ClockRow] = [
        ClockRow(
            rule: "CZ-42", district: "changzhou", clock: "dispatch", owes: .operator,
            before: [raised(), Said(Say.closedShow(), "2020-05-14T10:00")], due: "2020-05-15T00:00",
            warns: "2020-05-14T22:00", meets: [order()], cancels: [linked("2020-05-14T11:00")],
            never: [
                [raised()], [Said(Say.closedShow(), "2020-05-14T10:00")],
                [raised(onAir: .notPutThrough), Said(Say.closedShow(), "2020-05-14T10:00")],
            ],
            also: [OnAirOutcome.answered, .promised].map {
                [raised(onAir: $0), Said(Say.closedShow(), "2020-05-14T10:00")]
            }),
        ClockRow(
            rule: "CZ-45", district: "changzhou", clock: "handoff", owes: .platform,
            before: [raised(onAir: .notPutThrough)], due: "2020-05-15T17:30", meets: [order(basis: .offAir)],
            cancels: [linked("2020-05-14T11:00")],
            never: [[raised()], [otherwise(.web, hasUnit: true)]]
                + [.answered, .promised, .accepted].map { [otherwise(.onAir, $0, hasUnit: false)] },
            also: [.offAir, .web, .message, .hotline12345].map { [otherwise($0, hasUnit: false)] }),
        ClockRow(
            rule: "CZ-60", district: "changzhou", clock: "list", owes: .platform,
            before: [
                Said(Say.registered(channel: .hotline12345, onAir: nil, broadcast: nil, pack: pack), "2020-05-14T09:20")
            ], due: "2020-05-15T17:30", meets: [Said(Say.listed, "2020-05-15T10:00")],
            cancels: [linked("2020-05-14T11:00")],
            never: [
                [raised()], [Said(Say.registered(channel: .web, onAir: nil, broadcast: nil, pack: pack), shown)],
            ]),
        ClockRow(
            rule: "CZ-54", district: "changzhou", clock: "sign", before: [raised(), order()], due: "2020-05-14T11:10",
            warns: "2020-05-14T10:55", meets: [Said(Say.signed(), "2020-05-14T11:00")],
            cancels: [over("2020-05-14T11:00"), returned("2020-05-14T11:00"), linked("2020-05-14T11:00")],
            ignores: [
                Said(Say.objectionRejected(), "2020-05-14T10:30"), Said(Say.signed("order-2"), "2020-05-14T10:31"),
            ], waits: Said(Say.objected, "2020-05-14T10:30")),
        ClockRow(
            rule: "CZ-46", district: "changzhou", clock: "assist",
            before: [
                raised(.consultation), order("order-1", .consultation),
                order("order-2", .consultation, basis: .joint, isLead: false, at: "2020-05-14T10:20"),
            ],
            due: "2020-05-19T17:30", warns: "2020-05-18T17:30",
            meets: [
                Said(Say.answered("order-2", toCitizen: false), "2020-05-15T10:00"),
                Said(Say.closed("order-2"), "2020-05-15T10:00"),
            ],
            cancels: [returned("order-2", "2020-05-15T10:00"), linked("2020-05-15T10:00")],
            ignores: [
                Said(Say.answered(), "2020-05-14T10:30"), Said(Say.objectionRejected("order-2"), "2020-05-14T10:31"),
            ],
            never: [[raised(.consultation), order("order-1", .consultation)]],
            also: [[raised(), order(), order("order-2", basis: .joint, isLead: false)]],
            pauses: Said(Say.paused("order-2"), "2020-05-15T10:00"),
            waits: Said(Say.objected("order-2"), "2020-05-15T10:00")),
        ClockRow(
            rule: "CZ-18", district: "changzhou", clock: "objection", owes: .operator,
            before: [raised(), order(), Said(Say.objected, "2020-05-14T10:20")], due: "2020-05-15T17:30",
            meets: [
                Said(Say.objectionUpheld(), "2020-05-14T15:00"), Said(Say.objectionRejected(), "2020-05-14T15:00"),
            ], cancels: [over("2020-05-14T11:00"), linked("2020-05-14T11:00")],
            ignores: [Said(Say.objectionRejected("order-2"), "2020-05-14T10:30")], never: [[raised(), order()]]),
        ClockRow(
            rule: "CZ-55", district: "changzhou", clock: "contact", before: [raised(), order()],
            due: "2020-05-14T11:10",
            meets: [
                Said(Say.contacted(), "2020-05-14T11:00"),
                Said(Say.contacted(reached: false, told: false), "2020-05-14T11:00"),
            ],
            cancels: [over("2020-05-14T11:00"), returned("2020-05-14T11:00"), linked("2020-05-14T11:00")],
            ignores: [
                Said(Say.contacted(reached: true, told: false), "2020-05-14T10:30"),
                Said(Say.objectionRejected(), "2020-05-14T10:31"),
            ],
            never: [
                [raised(isAnonymous: true), order(isAnonymous: true)],
                [raised(hasContact: false), order(hasContact: false)],
                [raised(), order("order-2", basis: .joint, isLead: false)],
            ], waits: Said(Say.objected, "2020-05-14T10:30")),
        ClockRow(
            rule: "CZ-56", district: "changzhou", clock: "answer",
            before: [raised(.consultation), order("order-1", .consultation)], due: "2020-05-19T17:30",
            warns: "2020-05-18T17:30",
            meets: [Said(Say.answered(), "2020-05-15T10:00"), Said(Say.closed(), "2020-05-15T10:00")],
            cancels: [returned("2020-05-15T10:00"), passedOn("2020-05-15T10:00"), linked("2020-05-15T10:00")],
            ignores: [Said(Say.objectionRejected(), "2020-05-14T10:30"), Said(Say.signed(), "2020-05-14T10:31")],
            never: [[raised(), order()]] + followUps, also: [[raised(.suggestion), order("order-1", .suggestion)]],
            pauses: Said(Say.paused(), "2020-05-15T10:00"), waits: Said(Say.objected, "2020-05-15T10:00")),
        ClockRow(
            rule: "CZ-44", district: "changzhou", clock: "close", before: [raised(), order()],
            due: "2020-06-28T17:30", warns: "2020-06-18T17:30",
            meets: [Said(Say.answered(), "2020-06-15T10:00"), Said(Say.closed(), "2020-06-15T10:00")],
            cancels: [returned("2020-05-15T10:00"), passedOn("2020-05-15T10:00"), linked("2020-05-15T10:00")],
            ignores: [Said(Say.objectionRejected(), "2020-05-14T10:30"), Said(Say.signed(), "2020-05-14T10:31")],
            never: followUps, pauses: Said(Say.paused(), "2020-05-15T10:00"),
            waits: Said(Say.objected, "2020-05-15T10:00"), climbs: ["ReferralProposed"]),
        ClockRow(
            rule: "CZ-57", district: "changzhou", clock: "paper",
            before: [raised(), order(), Said(Say.filed("result", "platform"), "2020-05-14T10:20")],
            due: "2020-06-28T17:30", meets: [Said(Say.filed("result", "office"), "2020-06-15T10:00")],
            cancels: [returned("2020-05-15T10:00"), passedOn("2020-05-15T10:00"), linked("2020-05-15T10:00")],
            ignores: [
                Said(Say.objectionRejected(), "2020-05-14T10:30"), Said(Say.answered(), "2020-05-14T10:31"),
                Said(Say.filed("result", "station"), "2020-05-14T10:32"),
                Said(Say.filed("result", "office", "order-2"), "2020-05-14T10:33"),
            ],
            never: [[raised(.consultation), order("order-2", .consultation, basis: .joint, isLead: false)]],
            also: [
                [raised(), order(), Said(Say.filed("result", "office"), "2020-05-14T10:20")],
                [raised(), order("order-3", basis: .rework, round: 2)],
            ], waits: Said(Say.objected, "2020-05-14T10:30")),
        ClockRow(
            rule: "CZ-18", district: "changzhou", clock: "reassign", owes: .operator,
            before: [raised(), order(), Said(Say.objectionUpheld(), "2020-05-14T15:00")], due: "2020-05-15T17:30",
            meets: [order("order-2", basis: .transfer, at: "2020-05-15T10:00")],
            cancels: [linked("2020-05-15T10:00")],
            ignores: [order("order-2", basis: .joint, isLead: false, at: "2020-05-15T10:00")],
            never: [
                [raised(), order(), Said(Say.objectionRejected(), "2020-05-14T15:00")],
                [
                    raised(), order(), order("order-2", basis: .joint, isLead: false),
                    Said(Say.objectionUpheld("order-2"), "2020-05-14T15:00"),
                ],
            ],
            again: (
                [
                    order("order-2", basis: .transfer, at: "2020-05-15T10:00"),
                    Said(Say.objectionUpheld("order-2"), "2020-05-18T10:00"),
                ], "2020-05-19T17:30"
            )),
        ClockRow(
            rule: "CZ-41", district: "changzhou", clock: "promise",
            before: [raised(onAir: .promised), Said(Say.promised("2020-05-26T00:00"), shown), order()],
            due: "2020-05-26T00:00", warns: "2020-05-23T16:16",
            meets: [Said(Say.answered(), "2020-05-25T10:00"), Said(Say.closed(), "2020-05-25T10:00")],
            cancels: [
                linked("2020-05-15T10:00"), passedOn("2020-05-15T10:00"),
                (Said(Say.objectionUpheld(), "2020-05-15T10:00"), "objectionUpheld"),
            ],
            ignores: [
                order("order-2", basis: .joint, isLead: false, at: "2020-05-14T11:00"),
                Said(Say.answered("order-2", toCitizen: false), "2020-05-15T10:00"),
                Said(Say.closed("order-2"), "2020-05-15T10:30"),
                Said(Say.objectionUpheld("order-2"), "2020-05-15T10:45"),
                Said(Say.objectionRejected(), "2020-05-15T10:50"),
            ],
            never: [[raised(onAir: .promised), order()]]),
        ClockRow(
            rule: "CZ-58", district: "changzhou", clock: "callback", owes: .platform,
            before: [raised(), order(), Said(Say.answered(), "2020-05-15T10:00")], due: "2020-05-18T17:30",
            meets: [Said(Say.called(), "2020-05-15T11:00")],
            cancels: [(Said(Say.waived, "2020-05-15T11:00"), "waived"), linked("2020-05-15T11:00")],
            never: [
                [raised(isAnonymous: true), order(isAnonymous: true), Said(Say.answered(), "2020-05-15T10:00")],
                [raised(callback: .none), Said(Say.answered(), "2020-05-15T10:00")],
                [raised(), order(), Said(Say.answered(toCitizen: false), "2020-05-15T10:00")],
            ]),
        ClockRow(
            rule: "CZ-59", district: "changzhou", clock: "rework",
            before: [raised(), order("order-3", basis: .rework, round: 2, at: "2020-06-01T10:00")],
            due: "2020-06-08T17:30", warns: "2020-06-05T17:30",
            meets: [
                Said(Say.answered("order-3", round: 2), "2020-06-02T10:00"),
                Said(Say.closed("order-3", round: 2), "2020-06-02T10:00"),
            ],
            cancels: [returned("order-3", "2020-06-02T10:00"), linked("2020-06-02T10:00")],
            ignores: [Said(Say.objectionRejected("order-3"), "2020-06-01T10:30")],
            never: [
                [raised(), order()], [raised(), order(basis: .transfer)],
                [raised(), order("order-2", basis: .joint, round: 2, isLead: false)],
            ],
            also: [
                [raised(), Said(Say.reworkOrdered("order-3"), "2020-06-01T10:00")],
                [raised(), order("order-4", basis: .transfer, round: 2, at: "2020-06-01T10:00")],
            ],
            pauses: Said(Say.paused("order-3"), "2020-06-02T10:00"),
            waits: Said(Say.objected("order-3"), "2020-06-02T10:00"), climbs: ["ReferralProposed"]),
        ClockRow(
            rule: "CZ-53", district: "changzhou", clock: "referral", owes: .supervisor,
            before: [raised(), order(), Said(Say.clue(), "2020-06-28T17:30")], due: "2020-06-29T17:30",
            meets: [Said(Say.clueDecided(), "2020-06-29T10:00")],
            cancels: [(Said(Say.clueWithdrawn, "2020-06-29T10:00"), "withdrawn")],
            ignores: [Said(Say.clueDecided("clue-2"), "2020-06-29T09:00")],
            never: [[raised(), order()]]),
    ]
}
