import Postgres
import RulePacks

/// How a message goes to its recipient. Each way has a queue of its own, so that none waits for another's server.
enum Way: String, CaseIterable, Sendable, SQLBindable, SQLDecodable {
    case mail, text, webhook, log

    /// - Returns: nil for webhooks: who is told by webhook is decided by subscriptions, not by rules.
    init?(_ gateway: NotificationRule.Gateway) {
        switch gateway {
        case .email: self = .mail
        case .text: self = .text
        case .log: self = .log
        case .webhook: return nil
        }
    }
}
