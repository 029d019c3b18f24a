import Contracts
import RulePacks

extension ClockEngine {
    /// What a scene says of one run.
    ///
    /// Where the case comes under the clock more than once, as its category is corrected to and fro, the first time
    /// that was carried through counts: what was missed or done then stays so.
    func outlook(of place: Int, _ scene: Scene, _ runs: [ClockRun]) throws -> Outlook {
        let (compiled, view) = (clocks[place], scene.view)
        // What a unit owes for a show is no matter of the citizens who called in it.
        guard compiled.clock.per != .broadcast || view.isPreparation,
            let start = scene.start(compiled.clock.starts)
        else { return .absent(cause: "start") }
        let episodes = view.episodes(of: compiled.clock.applies)
        var outlook = Outlook.absent(cause: episodes.cause)
        for (index, episode) in episodes.all.enumerated() {
            let next = try self.left(place, self.course(of: place, scene, start, episode, runs))
            guard case .present(let course) = next else {
                if index == 0 { outlook = next }
                continue
            }
            outlook = next
            guard index + 1 < episodes.all.count, let end = course.end else { break }
            if case .done = end { break }
            if try reckon(place, course.basis).due < end.at { break }
        }
        return outlook
    }

    /// Where limits count backwards, nothing may be left of the time for it.
    private func left(_ place: Int, _ outlook: Outlook) throws -> Outlook {
        guard case .present(let course) = outlook, course.basis.anchor != nil,
            try least(place, course.basis, pauses: []) == nil
        else { return outlook }
        return .absent(cause: "beforeEffective")
    }

    /// The course of a run within one time in which the case comes under the clock.
    private func course(
        of place: Int, _ scene: Scene, _ start: (at: Instant, fact: Fact), _ episode: CaseView.Episode,
        _ runs: [ClockRun]
    ) throws -> Outlook {
        let compiled = clocks[place]
        // Nobody can owe what he cannot know to owe: a later truth starts the clock later.
        let earliest = max(start.at, episode.from ?? start.at)
        let startedAt = try whenToBegin(place, scene, counted: earliest, knownAt: start.fact.at, runs)
        var end = episode.to.map { Course.End.cancelled($0, cause: episode.cause) }
        var ender: Fact?
        if let first = scene.first(compiled.clock.cancels), end.map({ first.at < $0.at }) ?? true {
            (end, ender) = (.cancelled(first.at, cause: first.cause), first.fact)
        }
        if let done = scene.start(compiled.clock.stops), end.map({ done.at <= $0.at }) ?? true {
            (end, ender) = (.done(done.at), done.fact)
        }
        if case .cancelled(let at, let cause)? = end {
            let isOver = episode.to == at ? at <= startedAt : at < startedAt
            if isOver { return .absent(cause: cause) }
        }
        let basis = basis(of: compiled, scene, startedAt: startedAt, end: end?.at, runs: runs)
        guard let basis else { return .absent(cause: "limit") }
        return .present(Course(startedAt: startedAt, starter: start.fact, end: end, ender: ender, basis: basis))
    }

    /// A period that counts from what came before the fact that starts it begins with that fact where it would be over by then:
    /// who is given a matter when its time is up has as long again from there.
    private func whenToBegin(
        _ place: Int, _ scene: Scene, counted earliest: Instant, knownAt: Instant, _ runs: [ClockRun]
    ) throws -> Instant {
        guard knownAt > earliest,
            let basis = basis(of: clocks[place], scene, startedAt: earliest, end: nil, runs: runs),
            let due = try least(place, basis, pauses: [])?.at, due <= knownAt
        else { return earliest }
        return knownAt
    }

    private func basis(
        of compiled: CompiledClock, _ scene: Scene, startedAt: Instant, end: Instant?, runs: [ClockRun]
    ) -> Basis? {
        var basis = Basis(startedAt: startedAt)
        for length in compiled.lengths {
            switch length {
            case .named(let attribute):
                basis.named = scene.earliest(attribute, of: compiled.clock.starts.triggers)
            case .before(let lead):
                basis.anchor = scene.earliest(lead.anchor, of: compiled.clock.starts.triggers)
                basis.knownAt = max(startedAt, scene.view.since(lead.anchor) ?? startedAt)
            case .period, .clock: break
            }
        }
        basis.limits = limits(of: compiled, scene.view, at: startedAt)
        guard basis.limits != 0 else { return nil }
        for move in compiled.clock.moves {
            basis.moves += scene.moves(move, of: compiled.clock.name, extensions: extensions)
        }
        basis.moves.sort { $0.at < $1.at }
        if !compiled.caps.isEmpty {
            (basis.cap, basis.plainCap) = caps(of: compiled, basis, subject: scene.subject, runs)
        }
        if !compiled.clock.pauses.isEmpty { basis.pauses = scene.pauses(compiled.clock, until: end) }
        return basis
    }

    /// A bit for each of the clock's limits that applies to the case as it was known when the clock started: what is corrected
    /// later makes nobody late for what was in time, and nobody in time who was late (X14: the original category's limit).
    private func limits(of compiled: CompiledClock, _ view: CaseView, at startedAt: Instant) -> UInt64 {
        var limits: UInt64 = 0
        for (index, length) in compiled.lengths.enumerated() {
            if case .clock(let place) = length,
                !clocks[place].clock.applies.allSatisfy({ $0.holds(for: view.value($0.attribute, at: startedAt)) })
            {
                continue
            }
            limits |= 1 << UInt64(index & 63)
        }
        return limits
    }

    /// The least due instants of the clocks that this one must not outlast: as they stand, and by their bare limits.
    ///
    /// While one of them stands still nobody can say when it ends, so it binds nothing until it goes on.
    private func caps(
        of compiled: CompiledClock, _ basis: Basis, subject: String, _ runs: [ClockRun]
    ) -> (now: Instant?, plain: Instant?) {
        var caps: (now: Instant?, plain: Instant?) = (nil, nil)
        for run in runs where run.status != .void {
            // What was cancelled limits no more, unless its due instant had come by then.
            if run.status == .cancelled, let endedAt = run.endedAt, endedAt < run.due { continue }
            guard let other = compiled.caps.first(where: { clocks[$0].clock.name == run.clock }) else { continue }
            // Of a clock that recurs, a run that was over before binds nothing that begins later.
            if clocks[other].clock.recurs, let endedAt = run.endedAt, endedAt < basis.startedAt { continue }
            let isSameScope = clocks[other].clock.per == compiled.clock.per
            guard !isSameScope || run.subject == subject else { continue }
            caps.plain = caps.plain.map { min($0, run.plainDue) } ?? run.plainDue
            if run.status != .paused { caps.now = caps.now.map { min($0, run.due) } ?? run.due }
        }
        return caps
    }
}

extension FactAttribute {
    /// The code in `DeadlineCancelled` when it is this attribute that ends a clock: `isAnonymous` → `anonymous`.
    var causeCode: String {
        guard rawValue.hasPrefix("is"), let first = rawValue.dropFirst(2).first else { return rawValue }
        return first.lowercased() + rawValue.dropFirst(3)
    }
}
