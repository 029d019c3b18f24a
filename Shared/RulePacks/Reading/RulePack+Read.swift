import Contracts
import YAML

extension RulePack {
    static func read(_ root: Field) -> RulePack? {
        let pack: RulePack? = root.keys { keys in
            let identity = PackIdentity.read(&keys)
            let hours = PackHours.read(&keys)
            let roles = keys.required("roles").map(readRoles) ?? [:]
            let mailboxes = keys.optional("mailboxes").map(readMailboxes) ?? [:]
            let programme = keys.required("programme").flatMap(Programme.read)
            let clocks = keys.required("clocks")?.list(Clock.read) ?? []
            let ladders = keys.optional("ladders")?.list(Ladder.read) ?? []
            let situations = keys.optional("situations")?.list(Situation.read) ?? []
            let extensions = keys.required("extension").flatMap(ExtensionPolicy.read)
            let rework = keys.required("rework").flatMap(ReworkPolicy.read)
            let callback = keys.required("callback").flatMap(CallbackPolicy.read)
            let transfer = keys.required("transfer").flatMap(TransferPolicy.read)
            let dispatch = keys.required("dispatch").flatMap(DispatchPolicy.read)
            let notifications = keys.optional("notifications")?.list(NotificationRule.read) ?? []
            let copies = keys.optional("copies")?.list(CopyRule.read) ?? []
            let policies = keys.optional("policies").map(readPolicies) ?? [:]
            guard let identity, let hours, let programme, let extensions, let rework, let callback, let transfer,
                let dispatch
            else { return nil }
            return RulePack(
                identity: identity, hours: hours, roles: roles, mailboxes: mailboxes, programme: programme,
                clocks: clocks, ladders: ladders, situations: situations, extensions: extensions, rework: rework,
                callback: callback, transfer: transfer, dispatch: dispatch, notifications: notifications,
                copies: copies, policies: policies)
        }
        if let pack { PackCheck(pack: pack, root: root).run() }
        return pack
    }

    private static func readRoles(_ field: Field) -> [Role: Title] {
        var roles: [Role: Title] = [:]
        for (name, field) in field.entries() {
            guard let role = Role(rawValue: name) else {
                field.problem("is not a known role; \(Role.allCases.map(\.rawValue).suggestion(for: name))")
                continue
            }
            roles[role] = Title.read(field)
        }
        return roles
    }

    private static func readMailboxes(_ field: Field) -> [Role: String] {
        let offices: [Role] = [.operator, .station, .supervisor, .discipline, .platform]
        var mailboxes: [Role: String] = [:]
        for (name, field) in field.entries() {
            guard let role = Role(rawValue: name), offices.contains(role) else {
                field.problem("is not an office; \(offices.map(\.rawValue).suggestion(for: name))")
                continue
            }
            mailboxes[role] = field.mailbox()
        }
        return mailboxes
    }

    private static func readPolicies(_ field: Field) -> [PolicyKey: PolicyValue] {
        var policies: [PolicyKey: PolicyValue] = [:]
        for (name, field) in field.entries() {
            guard let key = PolicyKey(rawValue: name) else {
                field.problem("is not a known policy; \(PolicyKey.allCases.map(\.rawValue).suggestion(for: name))")
                continue
            }
            policies[key] = PolicyValue.read(field, domain: key.domain)
        }
        return policies
    }
}

extension PolicyValue {
    static func read(_ field: Field, domain: PolicyKey.Domain) -> PolicyValue? {
        switch domain {
        case .number(let range): return field.number(in: range).map(PolicyValue.number)
        case .code: return field.code().map(PolicyValue.text)
        case .texts: return .texts(field.list { $0.text() })
        case .choice(let names):
            guard let text = field.text() else { return nil }
            guard names.contains(text) else {
                field.problem("\"\(text)\" is not known; \(names.suggestion(for: text))")
                return nil
            }
            return .text(text)
        }
    }
}
