import Contracts
import Foundation
import RulePacks
import WorkingCalendar

/// One broadcast of today, at the real clock: whatever the day, whether or not its year's calendar is published.
struct LiveShow: Sendable {
    let district: District
    let broadcast: Season.Broadcast
    let seed: UInt64

    /// - Parameter now: the show begins here and is opened and closed by hand.
    init(of district: District, at now: Instant) {
        self.district = district
        seed = UInt64(bitPattern: now.milliseconds)
        let day = district.pack.hours.zone.day(of: now)
        let time = now.rfc3339.filter(\.isNumber).dropFirst(8).prefix(6)
        var lot = Lot(seed, "units")
        let all = district.units.units.map(\.id)
        let first = lot.number(below: all.count)
        broadcast = Season.Broadcast(
            id: BroadcastID("\(day)-live-\(time)"), day: day, opensAt: now, closesAt: now.advanced(bySeconds: 3600),
            units: [all[first], all[(first + 1) % all.count]])
    }

    /// The body of `PUT season` that adds this show alone.
    var season: String {
        let units = broadcast.units.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"broadcasts":[{"id":"\(broadcast.id)","opensAt":"\(broadcast.opensAt)","closesAt":"\(broadcast.closesAt)",\
            "units":[\(units)],"isByHand":true}]}
            """
    }

    /// What is typed up while the show is on, in the order of the calls; every category and outcome, anonymous callers
    /// among them.
    func calls(_ count: Int) -> [Act] {
        let callers = Callers(district: district, seed: seed, appeals: count)
        return (0..<count).map { callers.liveCall(broadcast, number: $0) }
    }
}
