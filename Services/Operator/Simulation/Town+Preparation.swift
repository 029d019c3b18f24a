import Contracts
import RulePacks

extension Town {
    /// What a unit owes for a show, done by whoever owes it; of several limits of one duty the first one heard of counts.
    mutating func prepare(_ limit: RunningLimit, _ clock: Clock, at now: Instant) -> [Plan] {
        guard let broadcast = limit.broadcast, let unit = limit.unit, let duty = clock.duty,
            prepared.insert("\(broadcast)/\(unit)/\(duty)").inserted
        else { return [] }
        // What a unit may be too late for it hands to the office, which puts it on record.
        let isUnits = clock.owes == .unit && !district.pack.hasHardStop(for: duty)
        let act = Act(
            district: district.id, person: isUnits ? .unit(district.id, unit) : .operator, purpose: .prepare,
            service: .intake, path: "broadcasts/\(broadcast)/duties/\(duty)/discharge", body: #"{"unit":"\#(unit)"}"#)
        var lot = Lot(seed, "prepare", duty, limit.case.rawValue)
        if lot.isHit(percent: temper.latePaper) {
            return [(act, office.later(by: 2 + lot.share() * 10, than: max(limit.due, now)))]
        }
        // What is due at an hour of the show's own day, such as arrival, is done just before.
        let isOfTheDay = clock.within.contains { if case .before(let lead) = $0 { lead.period == nil } else { false } }
        let at = isOfTheDay ? limit.due.advanced(bySeconds: -1_800) : office.between(now, limit.due, share: lot.share())
        return [(act, at)]
    }
}

extension Town {
    /// The platform sends a day's list once the day is over, mostly in time; the first limit heard of that day sees to it.
    mutating func list(_ limit: RunningLimit, at now: Instant) -> [Plan] {
        let day = district.pack.hours.zone.day(of: now)
        guard prepared.insert("list/\(day)").inserted else { return [] }
        let act = Act(
            district: district.id, person: .operator, purpose: .prepare, service: .intake, path: "lists/\(day)/send",
            body: "")
        let morning = max(now, district.pack.hours.zone.instant(on: day.advanced(by: 1), second: 0))
        var lot = Lot(seed, "list", day.description)
        if lot.isHit(percent: temper.latePaper) {
            return [(act, office.later(by: 1 + lot.share() * 4, than: limit.due))]
        }
        return [(act, office.between(morning, max(morning, limit.due), share: lot.share()))]
    }
}

extension Clock {
    /// The form whose filing stops it, as it is filed.
    var form: String? {
        for trigger in stops.triggers where trigger.on == .formFiled {
            if let form = trigger.code(of: .form), let receiver = trigger.code(of: .receiver) {
                return #"{"form":"\#(form)","receiver":"\#(receiver)"}"#
            }
        }
        return nil
    }

    /// The duty whose discharge stops it.
    fileprivate var duty: String? {
        for trigger in stops.triggers where trigger.on == .dutyDischarged {
            if let duty = trigger.code(of: .duty) { return duty }
        }
        return nil
    }
}

extension Trigger {
    /// What it asks of an attribute that is a code.
    fileprivate func code(of attribute: FactAttribute) -> String? {
        let condition = conditions.first { $0.attribute == attribute && !$0.isNegated }
        guard case .text(let code)? = condition?.values.first else { return nil }
        return code
    }
}
