import Contracts

/// What the facts say of one clock for one subject; nothing in it depends on the order in which they arrived.
enum Outlook {
    /// The clock does not run. `cause`: the attribute or event that says so.
    case absent(cause: String)
    case present(Course)
}

/// The course of a run as the facts tell it.
struct Course {
    enum End {
        case done(Instant)
        case cancelled(Instant, cause: String)

        var at: Instant {
            switch self {
            case .done(let at), .cancelled(let at, _): at
            }
        }
    }

    var startedAt: Instant
    var starter: Fact
    var end: End?
    /// The fact that ended it; nil while none has, and where the case ceased to come under the clock.
    var ender: Fact?
    var basis: Basis
}

/// What a fact that moves a run says.
struct DueMove {
    /// When the fact happened.
    let at: Instant
    let due: Instant
    /// More time and never less (rule X25); another fact may name an earlier day.
    let isExtension: Bool

    func due(instead earlier: Instant) -> Instant { isExtension ? max(due, earlier) : due }
}

/// What a due instant is reckoned from.
struct Basis {
    var startedAt: Instant
    /// The instant that starting facts name.
    var named: Instant?
    /// The instant that limits count backwards from, and since when that is known.
    var anchor: Instant?
    var knownAt: Instant
    /// In the order in which they happened.
    var moves: [DueMove] = []
    /// The least due instant of the clocks that it must not outlast, with their pauses and extensions.
    var cap: Instant?
    /// The same without them.
    var plainCap: Instant?
    var pauses: [(from: Instant, to: Instant?)] = []
    /// Which of the clock's limits apply to the case.
    var limits: UInt64 = 0

    init(startedAt: Instant, limits: UInt64 = 0) {
        self.startedAt = startedAt
        self.limits = limits
        knownAt = startedAt
    }

    /// FNV-1a over all of it: cheap to store and to compare.
    var digest: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ number: Int64) { hash = (hash ^ UInt64(bitPattern: number)) &* 0x100_0000_01B3 }
        mix(startedAt.milliseconds)
        mix(named?.milliseconds ?? -1)
        mix(cap?.milliseconds ?? -2)
        mix(plainCap?.milliseconds ?? -4)
        if let anchor {
            mix(anchor.milliseconds)
            mix(knownAt.milliseconds)
        }
        for move in moves { mix(move.due.milliseconds &* 31 &+ move.at.milliseconds) }
        for pause in pauses { mix(pause.from.milliseconds &* 37 &+ (pause.to?.milliseconds ?? -3)) }
        mix(Int64(bitPattern: limits))
        return hash
    }
}
