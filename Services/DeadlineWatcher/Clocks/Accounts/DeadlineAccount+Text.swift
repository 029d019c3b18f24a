import Contracts
import RulePacks
import WorkingCalendar

extension DeadlineAccount {
    /// The whole account as lines: rule and clause, start, due instants, what decides, moves, pauses, contradictions, days.
    /// The route and the command both give exactly this.
    func text(_ language: Language) -> String {
        let words = AccountWords(language: language, zone: zone)
        var lines = [head(words), versions(words)]
        if run.recurrence > 0 {
            let number = run.recurrence + 1
            lines.append(words.pick("第 \(number) 次计时，前一次已结束", "Run \(number) of this clock; the one before has ended"))
        }
        lines.append(words.pick("起算：\(words.time(run.startedAt))", "Started: \(words.time(run.startedAt))"))
        lines.append(due(words))
        lines += moves.map { move($0, words) }
        lines.append(words.decision(decision))
        lines += pauses.isEmpty ? [words.pick("暂停：无", "Paused: never")] : pauses.map { pause($0, words) }
        if clock?.isPolicy == true {
            lines.append(
                words.pick(
                    "期限：文件未作规定，由本地区规则包自定（政策，并非文件规定）",
                    "The documents name no limit here; that of the rule pack is the district's policy, not law"))
        }
        lines += branches.map { branch($0, words) }
        if let days {
            if decision != .period { lines.append(words.pick("规定期限本身：", "The written period by itself:")) }
            lines.append(days.text(language))
        }
        return lines.joined(separator: "\n")
    }

    private func head(_ words: AccountWords) -> String {
        let title = clock.map { words.title($0.title) } ?? run.clock.rawValue
        let clause = clock.map { words.pick("，\($0.clause)", ", \($0.clause)") } ?? ""
        // What an office owes may be about a unit.
        let owed = run.owes == .unit ? run.unit?.rawValue ?? run.owes.rawValue : run.owes.rawValue
        return words.pick(
            "\(title)（\(run.clock)）：规则 \(run.rule)\(clause)；责任方 \(owed)；\(words.status(run.status))",
            "\(title) (\(run.clock)): rule \(run.rule)\(clause); owed by \(owed); \(words.status(run.status))")
    }

    private func versions(_ words: AccountWords) -> String {
        let provisional = run.isProvisional ? words.pick("（暂定）", " (provisional)") : ""
        return words.pick(
            "规则包 \(run.packVersion)，历表 \(run.calendarVersion)\(provisional)",
            "Rule pack \(run.packVersion), calendar \(run.calendarVersion)\(provisional)")
    }

    private func due(_ words: AccountWords) -> String {
        let (due, original) = (words.time(run.due), words.time(run.originalDue))
        let first = run.due == run.originalDue ? "" : words.pick("；最初 \(original)", "; first set \(original)")
        let end = run.endedAt.map { words.pick("；结束于 \(words.time($0))", "; ended \(words.time($0))") } ?? ""
        return words.pick("到期：\(due)\(first)\(end)", "Due: \(due)\(first)\(end)")
    }

    private func move(_ move: DeadlineMove, _ words: AccountWords) -> String {
        let (from, to) = (words.time(move.earlierDue), words.time(move.due))
        let (at, cause) = (words.time(move.at), words.cause(move.cause, calendar: move.calendarVersion))
        if move.earlierDue == move.due {
            return words.pick("\(at) 确认：\(to) 不变，因为\(cause)", "Confirmed \(at): still \(to), because of \(cause)")
        }
        return words.pick("\(at) 变更：\(from) → \(to)，因为\(cause)", "Moved \(at): \(from) → \(to), because of \(cause)")
    }

    private func pause(_ pause: Pause, _ words: AccountWords) -> String {
        let from = words.time(pause.from)
        guard let to = pause.to.map(words.time) else {
            return words.pick("暂停：\(from) 起，尚未恢复", "Paused: since \(from)")
        }
        return words.pick("暂停：\(from) 至 \(to)", "Paused: \(from) to \(to)")
    }

    private func branch(_ branch: Branch, _ words: AccountWords) -> String {
        let title = Contradiction.title(of: branch.contradiction).map { " " + words.title($0) } ?? ""
        let taken = branch.choices.map { "\($0.name) = \(words.value($0.value))" }
        var chosen =
            taken.isEmpty
            ? words.pick("由本时钟规定", "settled by this clock of the rule pack") : taken.joined(separator: ", ")
        if Contradiction.isSilence(branch.contradiction) {
            chosen += words.pick("（政策，并非文件规定）", " (policy, not law)")
        }
        return words.pick(
            "矛盾 \(branch.contradiction)\(title)：\(chosen)", "Contradiction \(branch.contradiction)\(title): \(chosen)")
    }
}
