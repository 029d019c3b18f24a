import Contracts
import ServiceKit

/// The watcher's own settings.
struct WatcherSettings: Sendable {
    /// A fact is told at once up to this age.
    let oldAge: Duration
    /// How long no old fact may have come before old facts are told.
    let quiet: Duration

    init(_ environment: [String: String]) {
        var settings = Settings(product: "deadline-watcher", environment: environment)
        self.init(&settings)
    }

    init(_ settings: inout Settings) {
        oldAge = settings.duration(
            "HOTLINE_OLD_AFTER", default: .seconds(60), in: .zero...Self.longest,
            "age at which a fact that is heard is old: it waits, and is told with the others of its case in their order"
        )
        quiet = settings.duration(
            "HOTLINE_OLD_QUIET", default: .seconds(10), in: .zero...Self.longest,
            "how long no old fact has come when those that wait are told; a replay's services may follow each other so late"
        )
    }

    private static let longest = Duration.seconds(100 * 365 * 86_400)
}
