import Testing

/// A pack with one mistake, made by one change to a whole one.
struct BrokenPack: Sendable, CustomTestStringConvertible {
    let what: String
    /// A text of the Changzhou pack and what it is changed to.
    let change: (from: String, to: String)
    /// What is reported: path and reason.
    let problem: String
    /// False for what only the whole pack can show.
    var isSeenBySchema = true

    var testDescription: String { what }

    init(_ what: String, _ from: String, _ to: String, _ problem: String, isSeenBySchema: Bool = true) {
        self.what = what
        change = (from, to)
        self.problem = problem
        self.isSeenBySchema = isSeenBySchema
    }

    static let all = ofFile + ofClocks

    private static let ofFile = [
        BrokenPack(
            "a mailbox that is none", "  operator: operator@changzhou.example.invalid", "  operator: operator at home",
            "mailboxes.operator: must be a mail address"),
        BrokenPack(
            "a mailbox of no office", "  station: station@changzhou", "  citizen: station@changzhou",
            "mailboxes.citizen: is not an office"),
        BrokenPack(
            "a situation of an unknown kind", "rule: CZ-21, kind: referral", "rule: CZ-21, kind: referal",
            "situations[0].kind: \"referal\" is not known; did you mean \"referral\"?"),
        BrokenPack(
            "a situation that comes twice", "rule: CZ-53, kind: referral", "rule: CZ-21, kind: referral",
            "situations[1]: CZ-21 comes twice as referral", isSeenBySchema: false),
        BrokenPack(
            "a line whose rule is no number", "{rule: CZ-42, on: WorkOrderDispatched",
            "{rule: CZ 42, on: WorkOrderDispatched",
            "notifications[0].rule: "),
        BrokenPack(
            "a copy of what is no notice", "    on: SeasonAdopted", "    on: WorkOrderClosed",
            "copies[0].on: \"WorkOrderClosed\" is not known"),
        BrokenPack(
            "a copy to an office without a mailbox", "        mailbox: court@changzhou.example.invalid\n", "",
            "copies[0].to: \"court\" has no mailbox"),
        BrokenPack(
            "one office with two mailboxes", "      - name: procuratorate", "      - name: court",
            "copies: \"court\" has several mailboxes", isSeenBySchema: false),
        BrokenPack(
            "a misspelt key", "    owes: operator\n    warn:", "    owse: operator\n    warn:",
            "clocks[0].owse: is not a known key; did you mean \"owes\"?"),
        BrokenPack("a missing section", "rework: {isAllowed: true, maxRounds: 2}", "", "\"rework\" is missing"),
        BrokenPack(
            "an unknown event", "{on: WorkOrderSigned}", "{on: WorkOrderSinged}",
            "\"WorkOrderSinged\" is not known; did you mean \"WorkOrderSigned\"?"),
        BrokenPack(
            "an unknown category", "category: [consultation, suggestion]", "category: [consultation, sugestion]",
            "clocks[4].applies.category[1]: \"sugestion\" is not known; did you mean \"suggestion\"?"),
        BrokenPack(
            "an attribute that the case does not have", "applies: {isAnonymous: false, hasContact: {not: false}}",
            "applies: {isAnonymus: false, hasContact: {not: false}}",
            "clocks[3].applies.isAnonymus: is not known of a case"),
        BrokenPack(
            "an attribute that the event does not have", "where: {wasReached: false}", "where: {isUpheld: false}",
            "clocks[3].stops[1].where.isUpheld: is not known of CitizenContacted", isSeenBySchema: false),
        BrokenPack(
            "a word for a number", "{amount: 3, unit: workingDays}", "{amount: three, unit: workingDays}",
            "clocks[4].within.amount: must be a whole number from 1 to 1000"),
        BrokenPack(
            "no time at all", "{amount: 3, unit: workingDays}", "{amount: 0, unit: workingDays}",
            "clocks[4].within.amount: must be a whole number from 1 to 1000"),
        BrokenPack(
            "a contradiction that is none", "settles: [X07, X25]", "settles: [CZ-07]",
            "clocks[4].settles[0]: must be the number of a contradiction such as X07"),
        BrokenPack(
            "an unknown unit of time", "{amount: 3, unit: workingDays}", "{amount: 3, unit: workingdays}",
            "clocks[4].within.unit: \"workingdays\" is not known; did you mean \"workingDays\"?"),
        BrokenPack(
            "a limit without amount", "{amount: 3, unit: workingDays}", "{unit: workingDays}",
            "clocks[4].within: \"amount\" is missing"),
        BrokenPack(
            "a word for a flag", "rework: {isAllowed: true", "rework: {isAllowed: maybe",
            "rework.isAllowed: must be true or false"),
        BrokenPack(
            "a day that does not exist", "effectiveFrom: 2020-03-13", "effectiveFrom: 2020-02-30",
            "pack.effectiveFrom: must be a day such as 2020-05-14"),
        BrokenPack(
            "windows that overlap", "[\"09:00-12:00\", \"13:30-17:30\"]", "[\"09:00-14:00\", \"13:30-17:30\"]",
            "hours[0].windows: windows must be in order", isSeenBySchema: false),
        BrokenPack(
            "a clock that does not exist", "noLaterThan: [answer, close]", "noLaterThan: [answer, closing]",
            "clocks[7]: noLaterThan: there is no clock \"closing\"", isSeenBySchema: false),
        BrokenPack(
            "a ladder that does not exist", "    warn: {percent: 75}\n    miss: none",
            "    warn: {percent: 75}\n    miss: {ladder: exausted}",
            "clocks[2]: miss: there is no ladder \"exausted\"; did you mean \"exhausted\"?", isSeenBySchema: false),
        BrokenPack(
            "a daily limit that says which days count", "amount: 1, unit: calendarDays, at: dailyCutoff",
            "amount: 1, unit: workingDays, at: dailyCutoff",
            "clocks[23].within: with dailyCutoff unit must be calendarDays: which days count says the policy daily.cutoff",
            isSeenBySchema: false),
        BrokenPack(
            "an ordinal of hours", "within: {ordinal: 2, unit: workingDays}",
            "within: {ordinal: 2, unit: workingHours}",
            "clocks[22].within.unit: must be workingDays"),
        BrokenPack(
            "clocks that wait for each other", "      - {limitOf: answer}", "      - {limitOf: rework}",
            "clocks[9]: depends on itself: rework → rework", isSeenBySchema: false),
        BrokenPack(
            "a clock that can never start", "per: workOrder\n    starts: [{on: WorkOrderDispatched}]",
            "per: supervision\n    starts: [{on: WorkOrderDispatched}]",
            "clocks[2]: can never start: WorkOrderDispatched does not say which supervision it is about",
            isSeenBySchema: false),
        BrokenPack(
            "a pause without end", "    resumes: [{on: ClockResumed}, {on: ObjectionDecided}]\n    within: {amount: 3",
            "    within: {amount: 3", "clocks[4]: needs both pauses and resumes, or neither", isSeenBySchema: false),
        BrokenPack(
            "a name twice", "- name: sign", "- name: contact", "the name \"contact\" comes twice", isSeenBySchema: false
        ),
        BrokenPack(
            "an unknown policy", "prep.mode: earlierOf", "prep.mod: earlierOf",
            "policies.prep.mod: is not a known policy; did you mean \"prep.mode\"?"),
        BrokenPack(
            "a form that is no code", "objections: 1}", "objections: 1, form: form-1}",
            "transfer.form: must be a code of at most 40 letters, the first a small one"),
        BrokenPack(
            "a closing form that is no code", "closing.form: result", "closing.form: [result]",
            "policies.closing.form: must be text"),
        BrokenPack(
            "an unknown value of a policy", "prep.mode: earlierOf", "prep.mode: earlier",
            "policies.prep.mode: \"earlier\" is not known"),
        BrokenPack(
            "a notification of nothing", "on: DeadlineMissed, to: owing", "on: DeadlineMist, to: owing",
            "notifications[4].on: \"DeadlineMist\" is not an event; did you mean \"DeadlineMet\"?"),
        BrokenPack(
            "two live slots", "kind: recorded, opens: \"22:20\"", "kind: live, opens: \"21:20\", closes: \"22:20\"",
            "programme.slots: needs exactly one live slot", isSeenBySchema: false),
        BrokenPack(
            "a filing without a miss", "{emit: SupervisionProposed, rule: CZ-59, drafter: platform}",
            "{emit: OverdueFiled, rule: CZ-59}",
            "ladders[0]: OverdueFiled needs a missed deadline", isSeenBySchema: false),
        BrokenPack(
            "who draws up a filing", "{emit: SupervisionProposed, rule: CZ-59", "{emit: OverdueFiled, rule: CZ-59",
            "ladders[0].rungs[0].drafter: is of SupervisionProposed, not of OverdueFiled"),
        BrokenPack(
            "the ground of a filing", "{emit: SupervisionProposed, rule: CZ-59, drafter: platform}",
            "{emit: OverdueFiled, rule: CZ-59, ground: late}",
            "ladders[0].rungs[0].ground: is not of OverdueFiled: the missed deadline is its ground"),
        BrokenPack(
            "a proposal that nobody draws up", "rule: CZ-59, drafter: platform}", "rule: CZ-59}",
            "ladders[0].rungs[0]: \"drafter\" is missing"),
        BrokenPack(
            "two warnings", "warn: {minutesBefore: 120}", "warn: {minutesBefore: 120, percent: 50}",
            "clocks[0].warn: needs exactly one of"),
        BrokenPack(
            "a promise without a date", "within: {unit: attribute, attribute: due}",
            "within: {unit: attribute, attribute: reason}",
            "clocks[7].within: attribute must name an instant, such as due"),
        BrokenPack(
            "an unknown role", "    owes: platform", "    owes: platfrom",
            "clocks[1].owes: \"platfrom\" is not known; did you mean \"platform\"?"),
        BrokenPack(
            "a district with a bad name", "district: changzhou", "district: Chang Zhou",
            "pack.district: must be 2 to 40 lower-case letters"),
        BrokenPack(
            "a pause of a day that was promised", "    noLaterThan: [answer, close]",
            "    noLaterThan: [answer, close]\n    pauses: [{on: ClockPaused}]\n    resumes: [{on: ClockResumed}]",
            "pauses: a day that somebody has named is not moved by a pause", isSeenBySchema: false),
    ]
}
