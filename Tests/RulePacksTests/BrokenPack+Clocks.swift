/// Clocks that can never end, that end at once, that nobody would live to see due, or that come from no rule.
extension BrokenPack {
    static let ofClocks = reach + ends + recurrences + stops + amounts + sources + ofLives

    private static let reach = [
        BrokenPack(
            "a work order's clock that a show stops", "stops: [{on: WorkOrderSigned}]",
            "stops: [{on: BroadcastOpened}]",
            "clocks[2]: stops: BroadcastOpened does not say which workOrder it is about", isSeenBySchema: false),
        BrokenPack(
            "a work order's clock that a letter stops", "stops: [{on: WorkOrderSigned}]",
            "stops: [{on: SupervisionReported}]",
            "clocks[2]: stops: SupervisionReported does not say which workOrder it is about", isSeenBySchema: false),
        BrokenPack(
            "a work order's clock that a letter cancels",
            "{on: ObjectionDecided, where: {isUpheld: true}, cause: objectionUpheld}",
            "{on: SupervisionConcluded, cause: closed}",
            "clocks[2]: cancels: SupervisionConcluded does not say which workOrder it is about", isSeenBySchema: false),
        BrokenPack(
            "a work order's clock that a show pauses", "pauses: [{on: ClockPaused}, ",
            "pauses: [{on: BroadcastClosed}, ",
            "clocks[4]: pauses: BroadcastClosed does not say which workOrder it is about", isSeenBySchema: false),
        BrokenPack(
            "a work order's clock that a letter resumes", "resumes: [{on: ClockResumed}, ",
            "resumes: [{on: SupervisionAnswered}, ",
            "clocks[4]: resumes: SupervisionAnswered does not say which workOrder it is about", isSeenBySchema: false),
        BrokenPack(
            "a show's clock that a work order moves", "    stops: [{on: DutyDischarged, where: {duty: speaker}}]",
            "    stops: [{on: DutyDischarged, where: {duty: speaker}}]\n"
                + "    moves: [{on: ExtensionGranted, cause: extension}]",
            "clocks[15]: moves: ExtensionGranted does not say which broadcast it is about", isSeenBySchema: false),
        BrokenPack(
            "a show's clock that a citizen's case stops", "stops: [{on: DutyDischarged, where: {duty: warmUp}}]",
            "stops: [{on: AppealLinked}]", "clocks[17]: stops: AppealLinked does not say which broadcast it is about",
            isSeenBySchema: false),
        BrokenPack(
            "a case's clock that a unit's preparation stops", "stops: [{on: WorkOrderDispatched}]",
            "stops: [{on: DutyDischarged}]", "clocks[0]: stops: DutyDischarged does not say which case it is about",
            isSeenBySchema: false),
    ]

    private static let ends = [
        BrokenPack(
            "a clock that its start stops", "stops: [{on: ObjectionDecided}]", "stops: [{on: WorkOrderObjected}]",
            "clocks[10]: is met as soon as it starts", isSeenBySchema: false),
        BrokenPack(
            "a clock that more than its start stops", "stops: [{on: CallbackCompleted}]",
            "stops: [{on: CallbackCompleted}, {on: WorkOrderAnswered}]", "clocks[8]: is met as soon as it starts",
            isSeenBySchema: false),
        BrokenPack(
            "a clock that one of its starts stops", "stops: [{on: WorkOrderDispatched}]",
            "stops: [{on: BroadcastClosed}]", "clocks[0]: is met as soon as it starts", isSeenBySchema: false),
        BrokenPack(
            "a length borrowed of a promise", "{limitOf: answer}", "{limitOf: promise}",
            "clocks[9]: within.limitOf: \"promise\" has no length to borrow", isSeenBySchema: false),
        BrokenPack(
            "a length borrowed of a day before a show", "{limitOf: answer}", "{limitOf: arrival}",
            "clocks[9]: within.limitOf: \"arrival\" has no length to borrow", isSeenBySchema: false),
        BrokenPack(
            "a move with a cap of its own", "    within: {amount: 1, unit: workingHours}",
            "    moves: [{on: ExtensionGranted, cause: extension, atMost: 2}]\n"
                + "    within: {amount: 1, unit: workingHours}",
            "clocks[2].moves[0].atMost: is not a known key"),
        BrokenPack(
            "anonymous people called back without a clock", "isWaivedForAnonymous: true", "isWaivedForAnonymous: false",
            "clocks[8]: applies: anonymous people are called back, for callback.isWaivedForAnonymous is false",
            isSeenBySchema: false),
    ]

    private static let recurrences = [
        BrokenPack(
            "a clock that recurs by what happens once",
            "    starts:\n      - {on: AppealRegistered, where: {onAir: notPutThrough}}\n",
            "    recurs: true\n    starts:\n      - {on: AppealRegistered, where: {onAir: notPutThrough}}\n",
            "clocks[1]: recurs: AppealRegistered happens once for each case", isSeenBySchema: false),
        BrokenPack(
            "a clock that recurs by all of what happens once", "    starts:\n      all:\n",
            "    recurs: true\n    starts:\n      all:\n",
            "clocks[0]: recurs: BroadcastClosed happens once for each case", isSeenBySchema: false),
        BrokenPack(
            "a clock that recurs at another instant", "    starts: [{on: WorkOrderObjected}]",
            "    recurs: true\n    starts: [{on: WorkOrderObjected, at: registeredAt}]",
            "clocks[10]: recurs: such a clock starts when WorkOrderObjected happens, not at registeredAt",
            isSeenBySchema: false),
        BrokenPack(
            "a clock that recurs perhaps", "    recurs: true", "    recurs: perhaps", ".recurs: must be true or false"),
    ]

    private static let stops = [
        BrokenPack(
            "a miss that is a threat", "    miss: warning", "    miss: threat",
            ".miss: must be none, warning or {ladder: …}"),
        BrokenPack(
            "a hard stop of a work order", "    within: {amount: 1, unit: workingHours}",
            "    hardStop: true\n    within: {amount: 1, unit: workingHours}",
            "clocks[2]: hardStop: goes with a duty that a unit owes before a show", isSeenBySchema: false),
        BrokenPack(
            "a hard stop of what the office owes", "    stops: [{on: DutyDischarged, where: {duty: prepMeeting}}]",
            "    hardStop: true\n    stops: [{on: DutyDischarged, where: {duty: prepMeeting}}]",
            "clocks[16]: hardStop: goes with a duty that a unit owes before a show", isSeenBySchema: false),
        BrokenPack(
            "a hard stop perhaps", "    hardStop: true", "    hardStop: perhaps", ".hardStop: must be true or false"),
    ]

    private static let amounts =
        [
            (1_001, "workingDays", 1_000), (2_001, "workingHours", 2_000), (10_001, "workingMinutes", 10_000),
            (3_651, "calendarDays", 3_650), (121, "months", 120), (10_000, "months", 120),
        ].map { amount, unit, most in
            BrokenPack(
                "\(amount) \(unit)", "within: {amount: 30, unit: workingDays}",
                "within: {amount: \(amount), unit: \(unit)}",
                "clocks[5].within.amount: must be a whole number from 1 to \(most)")
        } + [
            BrokenPack(
                "121 months before a show", "{before: opensAt, amount: 1, unit: months}",
                "{before: opensAt, amount: 121, unit: months}",
                "clocks[13].within.amount: must be a whole number from 1 to 120")
        ]

    private static let sources = ["X00", "X33", "X77"].map { number in
        BrokenPack(
            "the contradiction \(number)", "settles: [X07, X25]", "settles: [\(number)]",
            "clocks[4].settles[0]: \"\(number)\" is not in the list of rules; did you mean")
    }
}
