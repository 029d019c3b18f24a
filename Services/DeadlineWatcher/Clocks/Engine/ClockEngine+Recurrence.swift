import Contracts
import RulePacks

extension ClockEngine {
    /// What the facts say of each run of one clock for one subject, the first run first; never empty. A clock that does not recur
    /// has one run at most.
    func outlooks(of place: Int, subject: String, in state: CaseState, _ view: CaseView) throws -> [Outlook] {
        let clock = clocks[place].clock
        var scene = Scene(facts: state.facts, view: view, scope: clock.per, subject: subject)
        var outlooks: [Outlook] = []
        while true {
            let outlook = try outlook(of: place, scene, state.runs)
            guard clock.recurs, case .present(let course) = outlook, let end = course.end,
                let next = scene.next(after: course, until: end.at, by: clock.starts)
            else { return outlooks + [outlook] }
            // What comes with the next start, such as another promise or an extension, is that run's.
            outlooks.append(try self.outlook(of: place, scene.leaving(next, from: end.at), state.runs))
            scene = next.scene
        }
    }

    /// The course of a run that was announced; nil where the facts tell of it no more.
    func course(of run: ClockRun, in state: CaseState, _ view: CaseView) throws -> Course? {
        guard let place = place(of: run.clock) else { return nil }
        let outlooks = try outlooks(of: place, subject: run.subject, in: state, view)
        guard outlooks.indices.contains(run.recurrence), case .present(let course) = outlooks[run.recurrence] else {
            return nil
        }
        return course
    }
}

extension Scene {
    /// Where a clock begins again.
    struct Next {
        let startedAt: Instant
        let starter: Fact
        /// What the run that begins there sees.
        let scene: Scene
    }

    /// The first start after a run: one that came while it ran began nothing, nor one beside its own where what ended it came
    /// before.
    ///
    /// Two acts may fall on one instant, so what happened at that of the end counts as well, but for the facts that began and
    /// ended the run.
    fileprivate func next(after course: Course, until end: Instant, by starts: Occasion) -> Next? {
        let isLeft = { (fact: Fact) in
            end < course.startedAt
                ? fact.at > course.startedAt
                : fact.at >= end && fact !== course.starter && fact !== course.ender
        }
        let left = facts.filter { $0.kind.endsCase || isLeft($0) }
        guard let start = with(left).start(starts) else { return nil }
        // What would have ended it lay before it: that was for nothing.
        let own = left.filter { $0.kind.endsCase || $0.at >= start.at }
        return Next(startedAt: start.at, starter: start.fact, scene: with(own))
    }

    /// The scene of a run that ended at `end`, without what belongs to the next.
    fileprivate func leaving(_ next: Next, from end: Instant) -> Scene {
        with(facts.filter { $0 !== next.starter && ($0.kind.endsCase || $0.at <= end || $0.at < next.startedAt) })
    }

    private func with(_ facts: [Fact]) -> Scene {
        Scene(facts: facts, history: history, view: view, scope: scope, subject: subject)
    }
}
