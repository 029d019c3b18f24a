import Contracts

/// A moment on the district's own clock: milliseconds since the local 1970-01-01T00:00.
struct LocalMoment: Hashable, Comparable {
    static let dayLength = 86_400_000

    let milliseconds: Int

    init(milliseconds: Int) { self.milliseconds = milliseconds }

    init(day: Int, millisecond: Int) { milliseconds = day * Self.dayLength + millisecond }

    /// Days since 1970-01-01.
    var dayNumber: Int {
        // Shifting into the positive keeps one division where a floor would need two.
        (milliseconds + 1_000_000 * Self.dayLength) / Self.dayLength - 1_000_000
    }

    var day: CivilDay { CivilDay(since1970: dayNumber) }

    var millisecondOfDay: Int { milliseconds - dayNumber * Self.dayLength }

    var secondOfDay: Int { millisecondOfDay / 1000 }

    static func < (left: LocalMoment, right: LocalMoment) -> Bool { left.milliseconds < right.milliseconds }
}
