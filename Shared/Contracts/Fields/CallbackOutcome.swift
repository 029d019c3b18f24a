/// What the citizen said when asked.
public enum CallbackOutcome: String, Codable, CaseIterable, Sendable {
    case solved, partlySolved, notSolved, unreachable
}
