/// Clocks that can never start or end, however a case goes.
extension BrokenPack {
    static let ofLives = absences + contradictions + order

    private static let absences = [
        broken(
            "a start that rework alone brings about", "rework: {isAllowed: true, maxRounds: 2}",
            "rework: {isAllowed: false}",
            "clocks[9]: starts: ReworkOrdered never happens, for rework.isAllowed is false"),
        broken(
            "a dispatch that rework alone brings about", "rework: {isAllowed: true, maxRounds: 2}",
            "rework: {isAllowed: false}",
            "clocks[9]: starts: WorkOrderDispatched never happens, for rework.isAllowed is false"),
        broken(
            "a dispatch of more rounds than there are", "round: {not: 1}}}", "round: 4}}",
            "clocks[9]: starts: WorkOrderDispatched never happens, for rework.maxRounds is 2"),
        broken(
            "a start where no extension is allowed", "starts: [{on: WorkOrderObjected}]",
            "starts: [{on: ExtensionRefused}]",
            "clocks[10]: starts: ExtensionRefused never happens, for extension.isAllowed is false"),
        broken(
            "a start where nothing is passed on", "starts: [{on: WorkOrderObjected}]",
            "starts: [{on: WorkOrderObjected}, {on: WorkOrderTransferred}]",
            "clocks[10]: starts: WorkOrderTransferred never happens, for transfer.foreignMatter is keepOwner"),
        broken(
            "a start where nobody may object", "objections: 1}", "objections: 0}",
            "clocks[10]: starts: WorkOrderObjected never happens, for transfer.objections is 0"),
        broken(
            "a start where no objection is ruled on", "objections: 1}", "objections: 0}",
            "clocks[25]: starts: ObjectionDecided never happens, for transfer.objections is 0"),
        broken(
            "a ladder's start where no extension is allowed", "starts: [{on: SupervisionRequested}]",
            "starts: [{on: ExtensionGranted}]",
            "ladders[0]: starts: ExtensionGranted never happens, for extension.isAllowed is false"),
        broken(
            "a clock that an extension alone stops", "stops: [{on: WorkOrderSigned}]",
            "stops: [{on: ExtensionGranted}, {on: WorkOrderTransferred}]",
            "clocks[2]: can never end: ExtensionGranted never happens, for extension.isAllowed is false"),
        broken(
            "a clock that all must stop, and one never comes", "stops: [{on: WorkOrderSigned}]",
            "stops: {all: [{on: WorkOrderSigned}, {on: WorkOrderTransferred}]}",
            "clocks[2]: can never end: WorkOrderTransferred never happens, for transfer.foreignMatter is keepOwner"),
    ]

    private static let contradictions = [
        broken(
            "a clock of one category that another starts",
            "starts: [{on: WorkOrderDispatched, where: {basis: {not: joint}, round: 1}}]",
            "starts: [{on: WorkOrderDispatched, where: {category: complaint}}]",
            "clocks[4]: can never start: no category fulfils both applies and starts"),
        broken(
            "a clock that its start excludes", "starts: [{on: WorkOrderDispatched, where: {basis: {not: joint}}}]",
            "starts: [{on: WorkOrderDispatched, where: {isAnonymous: {not: false}}}]",
            "clocks[3]: can never start: no isAnonymous fulfils both applies and starts"),
        broken(
            "a clock whose starts exclude each other", "{on: BroadcastClosed}\n",
            "{on: BroadcastClosed, where: {onAir: notPutThrough}}\n",
            "clocks[0]: can never start: no onAir fulfils both applies and starts"),
        broken(
            "a clock of one category that another stops", "stops: [{on: WorkOrderAnswered}, {on: WorkOrderClosed}]",
            "stops: [{on: WorkOrderAnswered, where: {category: {not: [consultation, suggestion]}}}]",
            "clocks[4]: can never end: no category fulfils applies, starts and WorkOrderAnswered"),
        broken(
            "a clock whose stop its start excludes",
            "starts: [{on: WorkOrderDispatched}]\n    stops: [{on: WorkOrderSigned}]",
            "starts: [{on: WorkOrderDispatched, where: {isLead: true}}]\n"
                + "    stops: [{on: WorkOrderDispatched, where: {isLead: false}}]",
            "clocks[2]: can never end: no isLead fulfils applies, starts and WorkOrderDispatched"),
        broken(
            "a duty before a show of one category", "applies: {isUnscheduled: false}",
            "applies: {isUnscheduled: false, category: complaint}",
            "clocks[12]: can never start: applies.category is not known of a broadcast"),
        broken(
            "a work order of a new unit", "applies: {category: [consultation, suggestion]}",
            "applies: {isNewUnit: true}",
            "clocks[4]: can never start: applies.isNewUnit is not known of a workOrder"),
    ]

    private static let order = [
        broken(
            "a work order's clock that its appeal stops", "stops: [{on: WorkOrderSigned}]",
            "stops: [{on: AppealRegistered}]",
            "clocks[2]: can never end: AppealRegistered does not come after WorkOrderDispatched"),
        broken(
            "a work order's clock that its dispatch stops", "stops: [{on: ObjectionDecided}]",
            "stops: [{on: WorkOrderDispatched}]",
            "clocks[10]: can never end: WorkOrderDispatched does not come after WorkOrderObjected"),
        broken(
            "a work order's clock that the next order stops",
            "starts: [{on: WorkOrderObjected}]\n    stops: [{on: ObjectionDecided}]",
            "starts: [{on: ReworkRequested}]\n    stops: [{on: ReworkOrdered}]",
            "clocks[10]: can never end: ReworkOrdered does not come after ReworkRequested"),
        broken(
            "a clock of what is answered that a signature stops",
            "starts: [{on: WorkOrderObjected}]\n    stops: [{on: ObjectionDecided}]",
            "starts: [{on: WorkOrderAnswered}]\n    stops: [{on: WorkOrderSigned}]",
            "clocks[10]: can never end: WorkOrderSigned does not come after WorkOrderAnswered"),
        broken(
            "a clock of what is closed that an answer stops",
            "starts: [{on: WorkOrderObjected}]\n    stops: [{on: ObjectionDecided}]",
            "starts: [{on: WorkOrderClosed}]\n    stops: [{on: WorkOrderAnswered}]",
            "clocks[10]: can never end: WorkOrderAnswered does not come after WorkOrderClosed"),
        broken(
            "a clue's clock that a letter stops", "stops: [{on: ReferralDecided}]",
            "stops: [{on: SupervisionAnswered}]",
            "clocks[24]: can never end: SupervisionAnswered does not come after ReferralProposed"),
        broken(
            "a clue's clock that its proposal stops",
            "starts: [{on: ReferralProposed}]\n    stops: [{on: ReferralDecided}]",
            "starts: [{on: ReferralDecided}]\n    stops: [{on: ReferralProposed}]",
            "clocks[24]: can never end: ReferralProposed does not come after ReferralDecided"),
        broken(
            "a letter's clock that runs backwards",
            "starts: [{on: ReferralProposed}]\n    stops: [{on: ReferralDecided}]",
            "starts: [{on: SupervisionAnswered}]\n    stops: [{on: SupervisionLetterReceived}]",
            "clocks[24]: can never end: SupervisionLetterReceived does not come after SupervisionAnswered"),
        broken(
            "a show's clock that its opening stops",
            "starts: [{on: AppealRegistered}]\n    stops: [{on: AppealListed}]",
            "starts: [{on: BroadcastClosed}]\n    stops: [{on: BroadcastOpened}]",
            "clocks[22]: can never end: BroadcastOpened does not come after BroadcastClosed"),
        broken(
            "a callback's clock that its begin stops",
            "per: workOrder\n    applies: {isAnonymous: false, callbackMethod: {not: none}}\n"
                + "    starts: [{on: WorkOrderAnswered, where: {isToCitizen: true}}]\n"
                + "    stops: [{on: CallbackCompleted}]",
            "per: callback\n    starts: [{on: CallbackCompleted}]\n"
                + "    stops: [{on: CallbackScheduled}]",
            "clocks[8]: can never end: CallbackScheduled does not come after CallbackCompleted"),
    ]

    /// Seen only where the whole pack is known.
    private static func broken(_ what: String, _ from: String, _ to: String, _ problem: String) -> BrokenPack {
        BrokenPack(what, from, to, problem, isSeenBySchema: false)
    }
}
