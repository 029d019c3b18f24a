import Contracts
import RulePacks
import WorkingCalendar

extension ClockEngine {
    /// What a run's due instant came from.
    ///
    /// - Parameters:
    ///   - state: the case's facts with its runs, for a clock may depend on another.
    ///   - moves: what was announced of its moves.
    func account(of run: ClockRun, in state: CaseState, moves: [DeadlineMove]) throws -> DeadlineAccount {
        let clock = pack.clock(run.clock)
        // Nil where the facts do not start the clock any more.
        let course = try course(of: run, in: state, CaseView(state.facts))
        let days = try explanation(of: run, in: state)
        return DeadlineAccount(
            run: run, clock: clock, broadcast: broadcast(of: run), zone: calendar.zone,
            decision: try decision(of: run, clock, course, days, state),
            days: days, pauses: course?.basis.pauses.map { Pause(from: $0.from, to: $0.to) } ?? [],
            branches: clock.map(branches) ?? [], moves: moves)
    }

    private func decision(
        of run: ClockRun, _ clock: Clock?, _ course: Course?, _ days: Explanation?, _ state: CaseState
    ) throws -> DeadlineAccount.Decision {
        guard let clock, let course, let place = place(of: clock.name) else { return .past }
        if let floor = run.floor, floor == run.due, days?.due?.at != run.due { return .noticedDay }
        if try reckon(place, course.basis).isMoved { return .movedDay(cause: clock.moves.first?.cause ?? "") }
        if let cap = course.basis.cap, cap == run.due, days?.due?.at != run.due, course.basis.named != run.due {
            let other = state.runs.first { clock.noLaterThan.contains($0.clock) && $0.due == cap }
            if let other { return .otherClock(other.clock) }
        }
        if course.basis.named == run.due { return .namedDay }
        if course.basis.anchor != nil, days?.due?.at != run.due { return .ahead }
        return run.calendarVersion == calendar.version ? .period : .formerCalendar
    }

    /// The contradictions that the clock settles, and those whose policy it goes by.
    private func branches(of clock: Clock) -> [DeadlineAccount.Branch] {
        let numbers = Set(clock.settles + implied(by: clock)).sorted()
        return numbers.map { DeadlineAccount.Branch(contradiction: $0, choices: pack.choices(on: $0)) }
    }

    /// What a clock takes a side in by what it is made of.
    private func implied(by clock: Clock) -> [String] {
        var numbers: [String] = []
        if clock.within.contains(where: { if case .promptly = $0 { true } else { false } }) { numbers.append("X31") }
        if clock.moves.contains(where: { $0.trigger.on == .extensionGranted }) { numbers.append("X25") }
        let acts = Set((place(of: clock.name).map { clocks[$0].ladders } ?? []).flatMap(\.rungs).map(\.emit))
        if acts.isSuperset(of: [.overdueFiled, .supervisionProposed]) { numbers.append("X24") }
        if !acts.isDisjoint(with: [.accountabilityProposed, .referralProposed]) { numbers.append("X32") }
        return numbers
    }
}
