import Contracts
import YAML

extension Clock {
    static func read(_ field: Field) -> Clock? {
        field.keys { keys in
            let name = keys.required("name")?.slug()
            let rule = keys.required("rule")?.slug()
            let clause = keys.required("clause")?.text()
            let title = keys.required("title").flatMap(Title.read)
            let per = keys.required("per")?.choice(Scope.self)
            let applies = keys.optional("applies").map { [Condition].read($0, of: nil) } ?? []
            let recurs = keys.optional("recurs")?.flag() ?? false
            let starts = keys.required("starts").flatMap(Occasion.read)
            let stops = keys.required("stops").flatMap(Occasion.read)
            let cancels = keys.optional("cancels")?.list(Cancellation.read) ?? []
            let pauses = keys.optional("pauses")?.list(Trigger.read) ?? []
            let resumes = keys.optional("resumes")?.list(Trigger.read) ?? []
            let moves = keys.optional("moves")?.list(Move.read) ?? []
            let within = keys.required("within").map(Limit.readAll) ?? []
            let noLaterThan = keys.optional("noLaterThan")?.list { $0.slug().map { ClockName($0) } } ?? []
            let owes = keys.required("owes")?.choice(Role.self)
            let warning = keys.optional("warn").flatMap(Warning.read)
            let miss = keys.required("miss").map(readMiss) ?? Lapse()
            let isHardStop = keys.optional("hardStop")?.flag() ?? false
            let isPolicy = keys.optional("isPolicy")?.flag() ?? false
            let settles = keys.optional("settles")?.list(readContradiction) ?? []
            guard let name, let rule, let clause, let title, let per, let starts, let stops, let owes else {
                return nil
            }
            return Clock(
                name: ClockName(name), rule: RuleID(rule), clause: clause, title: title, per: per, applies: applies,
                recurs: recurs, starts: starts, stops: stops, cancels: cancels, pauses: pauses, resumes: resumes,
                moves: moves,
                within: within, noLaterThan: noLaterThan, owes: owes, warning: warning,
                miss: miss.ladders, isReminder: miss.isReminder, isHardStop: isHardStop,
                isPolicy: isPolicy, settles: settles)
        }
    }

    /// `X01` to `X32`.
    private static func readContradiction(_ field: Field) -> String? {
        guard let text = field.text() else { return nil }
        guard text.wholeMatch(of: /X[0-9]{2}/) != nil else {
            field.problem("must be the number of a contradiction such as X07")
            return nil
        }
        guard Contradictions.numbers.contains(text) else {
            field.problem("\"\(text)\" is not in the list of rules; \(Contradictions.numbers.suggestion(for: text))")
            return nil
        }
        return text
    }

    private struct Lapse {
        var ladders: [String] = []
        var isReminder = false
    }

    /// `none`, `warning`, `{ladder: overdue}`, or `{ladders: [filed, proposed]}`.
    private static func readMiss(_ field: Field) -> Lapse {
        if !field.isMapping {
            let text = field.text()
            if let text, text != "none", text != "warning" { field.problem("must be none, warning or {ladder: …}") }
            return Lapse(isReminder: text == "warning")
        }
        let ladders = field.keys { keys in
            let one = keys.optional("ladder")?.slug().map { [$0] } ?? []
            let many = keys.optional("ladders")?.list { $0.slug() } ?? []
            if one.isEmpty && many.isEmpty { keys.problem("names no ladder") }
            return one + many
        }
        return Lapse(ladders: ladders ?? [])
    }
}

extension Occasion {
    /// A list of triggers (any of them), `{any: […]}` or `{all: […]}`.
    static func read(_ field: Field) -> Occasion? {
        if field.isSequence { return check(Occasion(.any, field.list(Trigger.read)), field) }
        return field.keys { keys in
            let any = keys.optional("any")?.list(Trigger.read)
            let all = keys.optional("all")?.list(Trigger.read)
            switch (any, all) {
            case (let any?, nil): return check(Occasion(.any, any), field)
            case (nil, let all?): return check(Occasion(.all, all), field)
            default:
                keys.problem("needs either any or all")
                return nil
            }
        }
    }

    private static func check(_ occasion: Occasion, _ field: Field) -> Occasion {
        if occasion.triggers.isEmpty { field.problem("names no event") }
        return occasion
    }
}

extension Trigger {
    static func read(_ field: Field) -> Trigger? {
        field.keys { read(&$0) }
    }

    static func read(_ keys: inout Keys) -> Trigger? {
        let kind = keys.required("on")?.choice(FactKind.self)
        let whereField = keys.optional("where")
        let momentField = keys.optional("at")
        let moment = momentField?.choice(Moment.self) ?? .factTime
        guard let kind else { return nil }
        if moment == .due && !kind.attributes.contains(.due) { momentField?.problem("\(kind.rawValue) has no due") }
        return Trigger(on: kind, where: whereField.map { [Condition].read($0, of: kind) } ?? [], at: moment)
    }
}

extension Cancellation {
    static func read(_ field: Field) -> Cancellation? {
        field.keys { keys in
            let cause = keys.required("cause")?.slug()
            guard let trigger = Trigger.read(&keys), let cause else { return nil }
            return Cancellation(trigger: trigger, cause: cause)
        }
    }
}

extension Move {
    static func read(_ field: Field) -> Move? {
        field.keys { keys in
            let cause = keys.required("cause")?.slug()
            guard let trigger = Trigger.read(&keys), let cause else { return nil }
            guard trigger.on.attributes.contains(.due) else {
                keys.problem("\(trigger.on.rawValue) has no due time to move to")
                return nil
            }
            return Move(trigger: trigger, cause: cause)
        }
    }
}
