import Sealing

/// Who may use a route. Every route says it; there is no route that does not.
public enum Access: Sendable, Hashable {
    /// Anyone, without a token. Only for what a citizen does, and for the machines that watch.
    case open
    /// Whoever holds a token with one of these roles that reaches the path's district and unit.
    case roles(Set<Role>)

    public static func roles(_ roles: Role...) -> Access { .roles(Set(roles)) }
}
