/// What a service says of itself: where it listens and which variables it reads.
struct ServiceSettings {
    let name: String
    let port: Int
    let variables: Set<String>

    /// The services' own word.
    static let ofServices = table

    private static let table = [
        ("intake", 8101), ("dispatch", 8102), ("deadline-watcher", 8103), ("callback-survey", 8104), ("notifier", 8105),
    ].map { ServiceSettings(name: $0, port: $1, variables: common) }

    private static let common: Set = [
        "HOTLINE_NAMESPACE", "HOTLINE_HTTP_HOST", "HOTLINE_HTTP_PORT", "HOTLINE_KEY_RING", "HOTLINE_MASTER_KEY",
        "HOTLINE_TOKENS", "HOTLINE_LOG_LEVEL", "POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_DATABASE", "POSTGRES_USER",
        "POSTGRES_PASSWORD", "POSTGRES_ADMIN_USER", "POSTGRES_ADMIN_PASSWORD", "KAFKA_BOOTSTRAP_SERVERS",
    ]
}
