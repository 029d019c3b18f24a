import Contracts

extension Explanation {
    /// The explanation as lines: the answer, how it was counted, each day, and how the end was found.
    public func text(_ language: Language) -> String {
        let words = ExplanationWords(language: language)
        var lines = [answer(words), question(words)]
        let width = "\(steps.compactMap(\.number).max() ?? 0)".count
        for step in steps {
            let number = step.number.map { "\($0)" } ?? "-"
            let padding = String(repeating: " ", count: max(0, width - number.count))
            var line = "  \(padding)\(number)  \(step.day) \(words.weekday(step.day))  "
            if let seconds = step.seconds { line += words.duration(seconds) + words.comma }
            lines.append(line + step.reasons.map(words.reason).joined(separator: words.comma))
        }
        lines.append(words.end(of: period, due: due))
        if due?.isProvisional == true { lines.append(words.provisional) }
        return lines.joined(separator: "\n")
    }

    private func answer(_ words: ExplanationWords) -> String {
        guard let due else { return words.paused(calendarVersion) }
        return words.answer(clock(due), words.weekday(due.day), calendarVersion, direction)
    }

    private func question(_ words: ExplanationWords) -> String {
        words.question(words.amount(of: period), minute(zone.local(moment)), direction, period)
    }

    private func clock(_ due: Due) -> String {
        let moment = zone.local(due.at)
        // The end of a day is written as its own 24:00, not as the next day's 00:00.
        return moment.day == due.day ? minute(moment) : "\(due.day) 24:00"
    }

    private func minute(_ moment: LocalMoment) -> String {
        "\(moment.day) \(ClockText.hourMinute(moment.secondOfDay))"
    }
}
