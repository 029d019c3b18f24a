import Contracts
import RulePacks

@testable import DeadlineWatcherService

/// One case as the watcher would run it: facts come in, time passes, events go out.
struct CaseFile {
    let town: Town
    var state: CaseState
    private(set) var events: [DerivedEvent] = []
    private var heard = 0

    static let id = CaseID("case-1")

    init(_ town: Town) {
        self.town = town
        state = CaseState(case: Self.id)
    }

    mutating func hear(_ event: some ClockEvent, _ time: String, id: String? = nil) throws {
        heard += 1
        let id = EventID(id ?? "fact-\(heard)")
        if let event = event as? any PreparationEvent {
            try hear(Fact(id: id, at: at(time), event, for: Say.unit))
        } else {
            try hear(Fact(id: id, at: at(time), event))
        }
    }

    mutating func hear(_ fact: Fact) throws {
        events += try town.engine.apply(fact, to: &state).events
    }

    /// Lets time pass, doing what falls due on the way in its order.
    mutating func pass(to time: String) throws {
        let now = at(time)
        while let index = state.runs.indices.filter({ state.runs[$0].wakeAt.map { $0 <= now } ?? false })
            .min(by: { (state.runs[$0].wakeAt ?? now) < (state.runs[$1].wakeAt ?? now) })
        {
            let wake = state.runs[index].wakeAt ?? now
            events += try town.engine.fire(&state.runs[index], of: Self.id, at: wake)
        }
    }

    func run(_ clock: String, of subject: String? = nil) -> ClockRun? {
        state.runs.first { $0.clock.rawValue == clock && (subject == nil || $0.subject == subject) }
    }

    /// Names of the events so far, of one clock where it is named, without those of the clock that is left out.
    func names(of clock: String? = nil, leaving other: String? = nil) -> [String] {
        events.filter { event in
            let own = Self.clock(of: event.event)
            return (clock == nil || own == clock) && (other == nil || own != other)
        }.map { Self.name($0.event) }
    }

    /// The clocks of what is still owed.
    func open() -> [String] { state.runs.filter(\.isOpen).map(\.clock.rawValue) }

    func all<Kind: CaseEvent>(_: Kind.Type) -> [Kind] { events.compactMap { $0.event as? Kind } }

    /// Names of what a miss set off, in order.
    func escalations(of deadline: DeadlineID) -> [String] {
        events.filter { derived in
            switch derived.event {
            case let event as OverdueFiled: event.deadline == deadline
            case let event as SupervisionProposed: event.deadline == deadline
            case let event as AccountabilityProposed: event.deadline == deadline
            case let event as ReferralProposed: event.deadline == deadline
            default: false
            }
        }.map { Self.name($0.event) }
    }

    static func name(_ event: any Event) -> String {
        String(type(of: event).type.split(separator: ".").last ?? "")
    }

    static func clock(of event: any Event) -> String? {
        switch event {
        case let event as DeadlineSet: event.clock.rawValue
        case let event as DeadlineMoved: event.clock.rawValue
        case let event as DeadlineMet: event.clock.rawValue
        case let event as DeadlineMissed: event.clock.rawValue
        case let event as DeadlineMissWithdrawn: event.clock.rawValue
        case let event as DeadlineApproaching: event.clock.rawValue
        case let event as DeadlineCancelled: event.clock.rawValue
        default: nil
        }
    }
}
