import Contracts
import YAML

extension CopyRule {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let on = keys.required("on")?.choice(Notice.self)
            let by = keys.required("by")?.choice(Gateway.self)
            let toField = keys.required("to")
            let to = toField?.list(Recipient.read) ?? []
            let rule = keys.optional("rule")?.slug().map(RuleID.init(_:))
            guard let on, let by else { return nil }
            if to.isEmpty { toField?.problem("names nobody") }
            for recipient in to where (recipient.mailbox == nil) == (by == .email) {
                toField?.problem(
                    by == .email
                        ? "\"\(recipient.name)\" has no mailbox"
                        : "\"\(recipient.name)\" has a mailbox: a webhook goes to the subscription of that name")
            }
            return Self(on: on, by: by, to: to, rule: rule)
        }
    }
}

extension CopyRule.Recipient {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let name = keys.required("name")?.slug()
            let title = keys.required("title").flatMap(Title.read)
            let mailbox = keys.optional("mailbox")?.mailbox()
            guard let name, let title else { return nil }
            return Self(name: name, title: title, mailbox: mailbox)
        }
    }
}
