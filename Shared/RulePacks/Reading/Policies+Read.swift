import Contracts
import YAML

extension ExtensionPolicy {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let isAllowed = keys.required("isAllowed")?.flag()
            let approver = keys.optional("approver")?.choice(Role.self)
            let atMost = keys.optional("atMost")?.number(in: 1...100) ?? 1
            let needsReason = keys.optional("needsReason")?.flag() ?? true
            guard let isAllowed else { return nil }
            if isAllowed && approver == nil { keys.problem("\"approver\" is missing") }
            return Self(isAllowed: isAllowed, approver: approver, atMost: atMost, needsReason: needsReason)
        }
    }
}

extension ReworkPolicy {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let isAllowed = keys.required("isAllowed")?.flag()
            let rounds = keys.optional("maxRounds")?.number(in: 1...20) ?? 2
            return isAllowed.map { Self(isAllowed: $0, maxRounds: $0 ? rounds : 0) }
        }
    }
}

extension CallbackPolicy {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let attempts = keys.required("attempts")?.number(in: 1...20)
            let hours = keys.required("hoursBetween")?.number(in: 0...100)
            let isWaived = keys.optional("isWaivedForAnonymous")?.flag() ?? true
            guard let attempts, let hours else { return nil }
            return Self(attempts: attempts, hoursBetween: hours, isWaivedForAnonymous: isWaived)
        }
    }
}

extension TransferPolicy {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let foreign = keys.required("foreignMatter")?.choice(ForeignMatter.self)
            let objections = keys.optional("objections")?.number(in: 0...10) ?? 1
            let form = keys.optional("form")?.code()
            return foreign.map { Self(foreignMatter: $0, objections: objections, form: form) }
        }
    }
}

extension DispatchPolicy {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let onAir = keys.required("onAir")?.choice(When.self)
            let rest = keys.required("notPutThrough")?.choice(When.self)
            guard let onAir, let rest else { return nil }
            return Self(onAir: onAir, notPutThrough: rest)
        }
    }
}

extension NotificationRule {
    private static let events = EventCatalog.all.map { $0.type.split(separator: ".").last.map(String.init) ?? $0.type }

    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let onField = keys.required("on")
            let on = onField?.text()
            let to = keys.required("to")?.choice(Recipient.self)
            let by = keys.required("by")?.choice(Gateway.self)
            let rule = keys.optional("rule")?.slug().map(RuleID.init(_:))
            guard let on, let to, let by else { return nil }
            if !events.contains(on) { onField?.problem("\"\(on)\" is not an event; \(events.suggestion(for: on))") }
            return Self(on: on, to: to, by: by, rule: rule)
        }
    }
}
