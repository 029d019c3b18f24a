import Contracts

/// The words of an explanation in one language.
struct ExplanationWords {
    let language: Language

    private func pick(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

    var comma: String { pick("，", ", ") }

    var provisional: String {
        pick(
            "暂定：涉及尚未公布放假安排的年份，按周一至周五推算，公布后重新计算。",
            "Provisional: a year without a published table is reckoned Monday to Friday; to be recomputed when it comes."
        )
    }

    func weekday(_ day: CivilDay) -> String {
        let chinese = ["一", "二", "三", "四", "五", "六", "日"]
        let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return pick("周" + chinese[day.weekday - 1], english[day.weekday - 1])
    }

    func answer(
        _ clock: String, _ weekday: String, _ version: String, _ direction: Explanation.Direction
    ) -> String {
        let isAfter = direction == .after
        return pick(
            "\(isAfter ? "到期" : "最迟")：\(clock)（\(weekday)），历表 \(version)",
            "\(isAfter ? "Due" : "At the latest"): \(clock) (\(weekday)), calendar \(version)")
    }

    func paused(_ version: String) -> String {
        pick("计时暂停中，到期时间未定，历表 \(version)", "Paused: no due time while the clock stands still, calendar \(version)")
    }

    func question(
        _ amount: String, _ moment: String, _ direction: Explanation.Direction, _ period: Period
    ) -> String {
        let side = direction == .after ? pick("起", "after") : pick("之前", "before")
        let plain = pick("自 \(moment) \(side) \(amount)", "\(amount) \(side) \(moment)")
        return plain + rule(direction, period)
    }

    private func rule(_ direction: Explanation.Direction, _ period: Period) -> String {
        guard period.unit == .workingDays else { return "" }
        guard direction == .after else {
            return period.backwardStyle == .nth
                ? pick("，事件当日不计", "; the event's day is not counted")
                : pick("，事件当日不计，中间为完整工作日", "; the event's day is not counted, whole working days lie between")
        }
        switch period.startRule {
        case .exclude: return pick("，起始日不计入", "; the starting day is not counted")
        case .include: return pick("，起始日计入", "; the starting day is counted if it works")
        case .shift:
            return pick(
                "，下班后或休息日收到的视为下一工作时段收到，收到当日不计",
                "; a start after closing or on a day off is received at the next opening, and that day is not counted")
        }
    }

    func amount(of period: Period) -> String {
        let count = period.amount
        func english(_ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
        switch period.unit {
        case .workingDays: return pick("\(count) 个工作日", english("working day"))
        case .workingHours: return pick("\(count) 个工作小时", english("working hour"))
        case .workingMinutes: return pick("\(count) 个工作分钟", english("working minute"))
        case .calendarDays: return pick("\(count) 个自然日", english("calendar day"))
        case .months: return pick("\(count) 个月", english("month"))
        case .sameDay: return pick("当日", "the same day")
        }
    }

    func duration(_ seconds: Int) -> String {
        let hours = seconds / 3600
        let minutes = seconds / 60 % 60
        let rest = seconds % 60
        var parts: [String] = []
        if hours > 0 { parts.append(pick("\(hours) 小时", "\(hours) h")) }
        if minutes > 0 { parts.append(pick("\(minutes) 分", "\(minutes) min")) }
        if rest > 0 || parts.isEmpty { parts.append(pick("\(rest) 秒", "\(rest) s")) }
        return parts.joined(separator: " ")
    }

    func end(of period: Period, due: Due?) -> String {
        guard due != nil else { return pick("暂停结束后重新计算。", "It is computed again when the pause ends.") }
        let isClockTime =
            period.unit == .workingHours || period.unit == .workingMinutes
            || (period.unit == .workingDays && period.pauseRule == .minutes && period.endMode == .close)
        if isClockTime {
            return pick(
                "截止：工作时间用尽之时；恰在此时仍为按时。", "End: when the working time is used up; at that very instant is in time.")
        }
        return period.endMode == .close
            ? pick(
                "截止：当日最后工作时段结束；恰在此时仍为按时。", "End: when the day's last window closes; at that very instant is in time.")
            : pick("截止：当日 24:00；恰在此时仍为按时。", "End: at 24:00 of that day; at that very instant is in time.")
    }
}
