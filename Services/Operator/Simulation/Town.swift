import Contracts
import RulePacks
import WorkingCalendar

/// The people of one district: what they see and when they act on it.
///
/// Every choice is drawn from the seed and the case it is about, so the same seed gives the same year.
struct Town: Sendable {
    let district: District
    let office: OfficeHours
    let seed: UInt64
    var temper = Temper()

    /// What is known of a work order.
    struct Order: Sendable {
        let unit: UnitID
        var isAnswered = false
        var isPassedOn = false
        /// Whether its unit means to sign it by a limit.
        var isToBeSigned = false
        /// Whether it is another unit's matter, and is passed on.
        var isToBePassedOn = false
        /// When the unit means to answer; nothing yet where no limit runs.
        var answerAt: Instant?
        var paperDue: Instant?
    }

    private(set) var orders: [WorkOrderID: Order] = [:]
    /// The order that is the unit's to answer, by case.
    private var leads: [CaseID: WorkOrderID] = [:]
    /// Limits of promises made on air, which belong to no order.
    private var promises: [CaseID: Instant] = [:]
    /// Duties for shows that units have set about.
    var prepared: Set<String> = []
    private var attempts: [CallbackID: Int] = [:]
    private var ended: Set<CallbackID> = []

    init(district: District, calendar: WorkingCalendar, seed: UInt64, temper: Temper = Temper()) {
        self.temper = temper
        self.district = district
        office = OfficeHours(calendar: calendar)
        self.seed = seed
    }

    typealias Plan = (act: Act, at: Instant)

    /// What people plan when they hear of facts; `now` is the instant at which they hear.
    mutating func hear(_ facts: [SaidFact], at now: Instant) throws -> [Plan] {
        var plans: [Plan] = []
        var dispatched: [WorkOrderDispatched] = []
        for fact in facts where fact.type == WorkOrderDispatched.type {
            guard let order = try fact.decode(WorkOrderDispatched.self) else { continue }
            orders[order.workOrder] = Order(unit: order.unit)
            if order.isLead { leads[order.case] = order.workOrder }
            dispatched.append(order)
        }
        for fact in facts { plans += try hear(fact, at: now) }
        for order in dispatched where order.isLead {
            // Where no limit runs for signing, whoever has it signs it all the same.
            if orders[order.workOrder]?.isToBeSigned == false {
                var lot = Lot(seed, "sign", order.workOrder.rawValue)
                let at = office.later(by: lot.share() * 2, than: now)
                plans.append(plan(.sign(order.workOrder), "sign", order.workOrder, at: at))
            }
            if let due = promises[order.case], due > now {
                var lot = Lot(seed, "promise", order.workOrder.rawValue)
                plans += answer(order.workOrder, at: office.between(now, due, share: lot.share()))
            }
            // Where no limit runs, the unit answers all the same, within days.
            guard orders[order.workOrder]?.answerAt == nil, orders[order.workOrder]?.isToBePassedOn == false else {
                continue
            }
            var lot = Lot(seed, "unasked", order.workOrder.rawValue)
            plans += answer(order.workOrder, at: office.later(by: 7 + lot.share() * 21, than: now))
        }
        return plans
    }

    private mutating func hear(_ fact: SaidFact, at now: Instant) throws -> [Plan] {
        if let set = try fact.decode(DeadlineSet.self) { return limit(RunningLimit(set), at: now) }
        if let moved = try fact.decode(DeadlineMoved.self) { return limit(RunningLimit(moved), at: now) }
        if let answered = try fact.decode(WorkOrderAnswered.self) { return paper(answered, at: now) }
        if let transferred = try fact.decode(WorkOrderTransferred.self) { return assign(transferred, at: now) }
        if let callback = try fact.decode(CallbackScheduled.self) { return ask(callback.callback, at: now) }
        if let callback = try fact.decode(CallbackCompleted.self) {
            ended.insert(callback.callback)
            return []
        }
        return try hearOfSupervision(fact, at: now)
    }

    /// Whether there is still a reason for an act: nobody answers twice, or what was passed on meanwhile.
    func isStillMeant(_ act: Act) -> Bool {
        switch act.purpose {
        case .answer(let order): orders[order].map { !$0.isAnswered && !$0.isPassedOn } ?? true
        case .sign(let order), .contact(let order), .file(let order), .close(let order):
            orders[order].map { !$0.isPassedOn } ?? true
        default: true
        }
    }

    // MARK: units

    /// A limit that somebody owes: whoever it is acts to end it, mostly in time.
    private mutating func limit(_ limit: RunningLimit, at now: Instant) -> [Plan] {
        guard let clock = district.pack.clock(limit.clock), clock.per != .supervision else { return [] }
        if clock.per == .broadcast { return prepare(limit, clock, at: now) }
        let stops = Set(clock.stops.triggers.map(\.on))
        if stops.contains(.appealListed) { return list(limit, at: now) }
        if limit.workOrder == nil, stops.contains(.workOrderAnswered) { promises[limit.case] = limit.due }
        guard let order = limit.workOrder ?? leads[limit.case] else { return [] }
        if stops.contains(.workOrderSigned) {
            orders[order]?.isToBeSigned = true
            return [plan(.sign(order), "sign", order, at: moment(limit, "sign", temper.lateSigning, now))]
        }
        if stops.contains(.citizenContacted) {
            let at = moment(limit, "sign", temper.lateSigning, now)
            return [plan(.contact(order), "contact", order, Phrases.contact, at: at)]
        }
        if stops.contains(.workOrderAnswered) {
            return answer(order, at: moment(limit, "answer", temper.lateAnswer, now))
        }
        if let form = clock.form {
            return [plan(.file(order), "file", order, form, at: moment(limit, "form", temper.latePaper, now))]
        }
        if stops.contains(.workOrderClosed) { orders[order]?.paperDue = limit.due }
        if stops.contains(.workOrderTransferred) {
            orders[order]?.isToBePassedOn = true
            let at = moment(limit, "transfer", temper.lateSigning, now)
            let body = district.pack.transfer.form == nil ? "{}" : Phrases.coordination
            return [plan(.transfer(order), "transfer", order, body, at: at)]
        }
        return []
    }

    private func moment(_ limit: RunningLimit, _ word: String, _ late: Int, _ now: Instant) -> Instant {
        var lot = Lot(seed, word, limit.case.rawValue, limit.workOrder?.rawValue ?? "")
        let isLate = lot.isHit(percent: late)
        let share = lot.share()
        return isLate
            ? office.later(by: 2 + share * 20, than: max(limit.due, now))
            : office.between(now, limit.due, share: 0.1 + share * 0.85)
    }

    private mutating func answer(_ order: WorkOrderID, at instant: Instant) -> [Plan] {
        if let known = orders[order]?.answerAt, known <= instant { return [] }
        orders[order]?.answerAt = instant
        return [plan(.answer(order), "answer", order, Phrases.answer, at: instant)]
    }

    private mutating func paper(_ answered: WorkOrderAnswered, at now: Instant) -> [Plan] {
        let order = answered.workOrder
        guard orders[order]?.isAnswered == false else { return [] }
        orders[order]?.isAnswered = true
        var lot = Lot(seed, "paper", order.rawValue)
        let isLate = lot.isHit(percent: temper.latePaper)
        var at = office.following(now)
        if let due = orders[order]?.paperDue {
            at =
                isLate
                ? office.later(by: 3 + lot.share() * 20, than: max(due, now))
                : office.between(now, due, share: lot.share() * 0.8)
        }
        var plans: [Plan] = []
        if case .texts(let receipts) = district.pack.policy(.closingReceipts),
            case .text(let form) = district.pack.policy(.closingForm)
        {
            for receiver in receipts where receiver != "reply" {
                let body = #"{"form":"\#(form)","receiver":"\#(receiver)","reply":"\#(Phrases.form)"}"#
                plans.append(plan(.file(order), "file", order, body, at: at))
            }
        }
        return plans + [plan(.close(order), "close", order, at: at)]
    }

    private mutating func assign(_ transferred: WorkOrderTransferred, at now: Instant) -> [Plan] {
        orders[transferred.workOrder]?.isPassedOn = true
        guard transferred.to == nil else { return [] }
        var lot = Lot(seed, "assign", transferred.workOrder.rawValue)
        let others = district.units.units.map(\.id).filter { $0 != transferred.unit }
        guard let unit = lot.pick(others) else { return [] }
        let act = Act(
            district: district.id, person: .operator, purpose: .assign(transferred.workOrder), service: .dispatch,
            path: "work-orders/\(transferred.workOrder)/assign", body: #"{"unit":"\#(unit)"}"#)
        return [(act, office.later(by: 0.5 + lot.share() * 6, than: now))]
    }

    private func plan(
        _ purpose: Act.Purpose, _ verb: String, _ order: WorkOrderID, _ body: String = "{}", at instant: Instant
    ) -> Plan {
        let unit = orders[order]?.unit ?? UnitID("")
        let act = Act(
            district: district.id, person: .unit(district.id, unit), purpose: purpose, service: .dispatch,
            path: "work-orders/\(order)/\(verb)", body: body)
        return (act, instant)
    }

    // MARK: the platform's callbacks

    private mutating func ask(_ callback: CallbackID, at now: Instant) -> [Plan] {
        let attempt = (attempts[callback] ?? 0) + 1
        attempts[callback] = attempt
        var lot = Lot(seed, "callback", callback.rawValue, "\(attempt)")
        let hours = attempt == 1 ? 0.5 + lot.share() * 5 : Double(district.pack.callback.hoursBetween) + lot.share() * 3
        let at = office.later(by: hours, than: now)
        let isReached = !lot.isHit(percent: attempt == 1 ? temper.unreachable * 2 : temper.unreachable * 5)
        if !isReached {
            let body = #"{"outcome":"unreachable","attempt":\#(attempt)}"#
            return [(callbackAct(.attempt(callback), "attempts", callback, body), at)]
        }
        let solved = 100 - temper.notSolved - temper.partlySolved
        let outcome = lot.pick([
            ("solved", weight: solved), ("partlySolved", temper.partlySolved), ("notSolved", temper.notSolved),
        ])
        let satisfaction = outcome == "solved" ? 4 + lot.number(below: 2) : 1 + lot.number(below: 3)
        let body = #"{"outcome":"\#(outcome ?? "solved")","satisfaction":\#(satisfaction)}"#
        return [(callbackAct(.outcome(callback), "outcome", callback, body), at)]
    }

    /// What follows from an attempt that reached nobody: the next one, until the callback is over.
    mutating func again(_ callback: CallbackID, at now: Instant) -> [Plan] {
        guard !ended.contains(callback), (attempts[callback] ?? 0) < district.pack.callback.attempts else { return [] }
        return ask(callback, at: now)
    }

    private func callbackAct(_ purpose: Act.Purpose, _ verb: String, _ callback: CallbackID, _ body: String) -> Act {
        Act(
            district: district.id, person: .operator, purpose: purpose, service: .callbackSurvey,
            path: "callbacks/\(callback)/\(verb)", body: body)
    }
}
