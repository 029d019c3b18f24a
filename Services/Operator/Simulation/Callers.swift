import Contracts
import Foundation
import RulePacks
import WorkingCalendar

/// Who calls in a show, and what becomes of each call.
struct Callers: Sendable {
    let district: District
    let seed: UInt64
    /// For each show: calls of all kinds, and appeals that come by the platform in the same week.
    let appeals: Int

    /// The acts of one show's citizens and of the team that types them up.
    func acts(of show: Season.Broadcast) -> [(act: Act, at: Instant)] {
        (0..<appeals).map { number in
            var lot = Lot(seed, district.id.rawValue, show.id.rawValue, "\(number)")
            let key = "\(district.id)-\(show.id)-\(number)"
            if lot.isHit(percent: 15) { return platformAppeal(show, key, &lot) }
            return call(show, key, &lot)
        }
    }

    /// A call of a show that is played live: typed up as it comes. The first calls are one of each kind.
    func liveCall(_ show: Season.Broadcast, number: Int) -> Act {
        var lot = Lot(seed, district.id.rawValue, show.id.rawValue, "\(number)")
        return call(show, "\(district.id)-\(show.id)-\(number)", &lot, as: .ofCall(number)).act
    }

    /// Typed up while the show is on, on the half hour.
    private func call(
        _ show: Season.Broadcast, _ key: String, _ lot: inout Lot, as kind: CallKind = CallKind()
    ) -> (act: Act, at: Instant) {
        let outcome =
            kind.outcome?.rawValue
            ?? lot.pick([("answered", weight: 35), ("promised", 20), ("accepted", 25), ("notPutThrough", 20)])
            ?? "accepted"
        var fields = matter(&lot, citizen: "caller", as: kind)
        fields["outcome"] = outcome
        fields["unit"] = lot.pick(show.units)?.rawValue
        if outcome == "answered" { fields["answer"] = "节目中已当场答复。" }
        if outcome == "promised" {
            fields["promise"] = "承诺限期办理。"
            fields["promiseDue"] = show.day.advanced(by: 2 + lot.number(below: 40)).description
        }
        if outcome != "answered", lot.isHit(percent: 12) { fields["isForeignMatter"] = true }
        let act = Act(
            district: district.id, person: .programme, purpose: .raise, service: .intake,
            path: "broadcasts/\(show.id)/calls", body: Self.json(fields), idempotencyKey: key)
        let half = Instant(milliseconds: show.opensAt.milliseconds + 30 * 60_000 * Int64(lot.number(below: 2)))
        return (act, half)
    }

    /// To the platform, on a day of the same week.
    private func platformAppeal(_ show: Season.Broadcast, _ key: String, _ lot: inout Lot) -> (act: Act, at: Instant) {
        var fields = matter(&lot, citizen: "citizen")
        fields["channel"] = "hotline12345"
        fields["unit"] = lot.pick(show.units)?.rawValue
        let act = Act(
            district: district.id, person: .operator, purpose: .raise, service: .intake, path: "appeals",
            body: Self.json(fields), idempotencyKey: key)
        let hours = 1 + lot.number(below: 20)
        return (act, Instant(milliseconds: show.closesAt.milliseconds + Int64(hours) * 3_600_000))
    }

    private func matter(_ lot: inout Lot, citizen: String, as kind: CallKind = CallKind()) -> [String: Any] {
        var fields: [String: Any] = ["text": lot.pick(Phrases.matters) ?? "咨询"]
        if let category = kind.category {
            fields["category"] = category.rawValue
        } else if !lot.isHit(percent: 4) {
            fields["category"] = lot.pick([
                ("consultation", weight: 34), ("complaint", 36), ("suggestion", 12), ("helpRequest", 16), ("report", 2),
            ])
        }
        if kind.isAnonymous ?? lot.isHit(percent: 10) {
            fields["isAnonymous"] = true
        } else {
            let number = lot.number(below: 100_000_000)
            fields[citizen] = ["name": "市民\(number % 10_000)", "phone": "139" + String(format: "%08d", number)]
        }
        return fields
    }

    private static func json(_ fields: [String: Any]) -> String {
        // Only texts, flags and tables of texts are in there, which always encode.
        let data = try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
