import Contracts
import RulePacks
import WorkingCalendar

/// A clock of the pack with its names turned into places.
struct CompiledClock {
    enum Length {
        case period(Period)
        case named(FactAttribute)
        /// The limits of another clock where that one applies.
        case clock(Int)
        case before(CompiledLead)
    }

    let clock: Clock
    let lengths: [Length]
    /// Places of the clocks that it must not outlast.
    let caps: [Int]
    let ladders: [Ladder]

    init(_ clock: Clock, in pack: RulePack) throws {
        let places = Dictionary(uniqueKeysWithValues: pack.clocks.enumerated().map { ($1.name, $0) })
        let promptly: Int
        if case .number(let days) = pack.policy(.promptlyWorkingDays) { promptly = days } else { promptly = 1 }
        self.clock = clock
        lengths = try clock.within.map { limit in
            switch limit {
            case .period(let period): return .period(period)
            case .ordinal(let number): return .period(try Self.period(ofDay: number, in: pack))
            case .promptly: return .period(try Period(promptly, .workingDays))
            case .attribute(let attribute): return .named(attribute)
            case .limitOf(let name): return .clock(try Self.place(of: name, in: places))
            case .before(let lead): return .before(try CompiledLead(lead, of: clock, in: pack))
            }
        }
        caps = try clock.noLaterThan.map { try Self.place(of: $0, in: places) }
        ladders = clock.miss.compactMap { name in pack.ladders.first { $0.name == name } }
    }

    /// Rule X12: where the first day is the day itself, the second is the next working day.
    private static func period(ofDay number: Int, in pack: RulePack) throws -> Period {
        try Period(pack.policy(.ordinalBase) == .text("startIsDayOne") ? number - 1 : number, .workingDays)
    }

    private static func place(of name: ClockName, in places: [ClockName: Int]) throws -> Int {
        guard let place = places[name] else { throw UnknownClock(name: name) }
        return place
    }

    /// Kinds of facts that can change a run of this clock by themselves.
    var kinds: Set<FactKind> {
        var kinds = Set((clock.starts.triggers + clock.stops.triggers + clock.pauses + clock.resumes).map(\.on))
        kinds.formUnion(clock.cancels.map(\.trigger.on))
        kinds.formUnion(clock.moves.map(\.trigger.on))
        if clock.starts.triggers.contains(where: { $0.moment == .broadcastClosed }) { kinds.insert(.broadcastClosed) }
        return kinds
    }
}

/// A clock names another that the pack does not have. A pack that was read from its file never does.
public struct UnknownClock: Error, Hashable, Sendable, CustomStringConvertible {
    public let name: ClockName

    public var description: String { "the rule pack has no clock \"\(name)\"" }
}
