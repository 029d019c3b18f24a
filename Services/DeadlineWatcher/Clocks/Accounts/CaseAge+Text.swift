import Contracts
import WorkingCalendar

extension CaseAge {
    /// The whole age, then a line for each leg.
    func text(_ language: Language, zone: ZoneOffset) -> String {
        let words = AccountWords(language: language, zone: zone)
        let head = words.pick(
            "全程：自 \(words.time(since)) 起，\(end(until, words))，\(workingDays) 个工作日",
            "End to end: since \(words.time(since)), \(end(until, words)), \(days(workingDays))")
        return ([head] + legs.map { line($0, words) }).joined(separator: "\n")
    }

    private func line(_ leg: Leg, _ words: AccountWords) -> String {
        let name = name(leg.kind, words) + (leg.unit.map { words.pick("（\($0)）", " by \($0)") } ?? "")
        return words.pick(
            "  \(name)：\(words.time(leg.from)) 起，\(end(leg.to, words))，\(leg.workingDays) 个工作日",
            "  \(name): since \(words.time(leg.from)), \(end(leg.to, words)), \(days(leg.workingDays))")
    }

    private func name(_ kind: Leg.Kind, _ words: AccountWords) -> String {
        switch kind {
        case .dispatch: words.pick("派单", "dispatch")
        case .handling: words.pick("办理", "handling")
        case .handOver: words.pick("转办", "hand-over")
        case .review: words.pick("审核", "review")
        }
    }

    private func end(_ end: Instant?, _ words: AccountWords) -> String {
        end.map { words.pick("至 \(words.time($0))", "until \(words.time($0))") } ?? words.pick("尚未结束", "open")
    }

    private func days(_ count: Int) -> String { "\(count) working day\(count == 1 ? "" : "s")" }
}
