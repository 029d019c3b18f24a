/// Whose the server is that a message is handed to.
enum ServerOwner: Sendable {
    /// Named by the settings: who we are, and where we ask, is the same for every message.
    case ours
    /// The recipient's own: what it says holds for what goes to it.
    case theirs
}
