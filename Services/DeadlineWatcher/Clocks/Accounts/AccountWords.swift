import Contracts
import RulePacks
import WorkingCalendar

/// The words of a deadline's account in one language.
struct AccountWords {
    let language: Language
    let zone: ZoneOffset

    func pick(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

    func title(_ title: Title) -> String { pick(title.zh, title.en) }

    /// `2020-05-14 17:30`, local; the end of a day is its own 24:00.
    func time(_ instant: Instant) -> String {
        let day = zone.day(of: instant)
        let minutes = Int((instant.milliseconds - zone.instant(on: day, second: 0).milliseconds) / 60_000)
        if instant == zone.instant(on: day, second: 0) { return "\(day.advanced(by: -1)) 24:00" }
        return "\(day) \(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    func status(_ status: ClockRun.Status) -> String {
        switch status {
        case .running: pick("计时中", "running")
        case .paused: pick("暂停中", "paused")
        case .met: pick("按时完成", "met")
        case .missed: pick("超时", "missed")
        case .reminded: pick("已提醒", "reminded")
        case .cancelled: pick("不再需要", "cancelled")
        case .void: pick("从未产生", "void")
        }
    }

    /// Why a due instant moved, from the code in `DeadlineMoved`.
    func cause(_ cause: String, calendar: String) -> String {
        switch cause {
        case "calendar": pick("新的放假通知，历表 \(calendar)", "a new holiday notice, calendar \(calendar)")
        case "pack": pick("规则包更正", "a corrected rule pack")
        case "pause": pick("暂停", "a pause")
        case "resume": pick("恢复计时", "the pause ended")
        case "extension": pick("批准延期", "an extension was granted")
        case "promise": pick("现场承诺", "a promise on air")
        case "law": pick("不得晚于规定期限", "it may not outlast the written limit")
        case "notice": pick("通知书", "a notice")
        case "category": pick("诉求类别更正", "the category was corrected")
        case "rescheduled": pick("节目改期", "the show was moved")
        case "start": pick("起算事实更正", "an earlier start became known")
        default: cause
        }
    }

    func decision(_ decision: DeadlineAccount.Decision) -> String {
        switch decision {
        case .period: pick("依据：规定期限，逐日计算如下", "Goes by: the written period, day by day below")
        case .namedDay:
            pick("依据：承诺或通知书写明的时间，不经历表计算", "Goes by: the day that a promise or notice names; no calendar counts")
        case .ahead:
            pick("依据：从节目时间倒推", "Goes by: counted back from the show")
        case .movedDay(let cause):
            pick("依据：\(self.cause(cause, calendar: ""))", "Goes by: \(self.cause(cause, calendar: ""))")
        case .otherClock(let clock): pick("依据：不晚于时钟 \(clock)", "Goes by: no later than the clock \(clock)")
        case .noticedDay:
            pick(
                "依据：历表变更使期限提前，但不早于公布后的一个工作日",
                "Goes by: a notice that brings the day forward, though not before the working day after it")
        case .formerCalendar:
            pick(
                "依据：当时的历表，现已无存，不能逐日列出",
                "Goes by: a calendar that is not known any more; its days are not listed")
        case .past: pick("依据：已不再起算", "Goes by: what no longer starts it")
        }
    }

    func value(_ value: PolicyValue) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .texts(let texts): texts.joined(separator: pick("、", ", "))
        }
    }
}
