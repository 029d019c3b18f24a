import Kafka

/// Whether the development broker is still the one that a group was made for; any other broker always is.
struct BrokerLife {
    private let settings: MessagingSettings
    private let group: String
    private var next = ContinuousClock.now + .seconds(1)

    init(_ settings: MessagingSettings, group: String) {
        self.settings = settings
        self.group = group
    }

    /// Looks once a second.
    mutating func goesOn() async -> Bool {
        guard settings.kafka.isDevelopmentBroker, ContinuousClock.now >= next else { return true }
        next = .now + .seconds(1)
        // While it is away nothing can be said; its next life is seen when it answers.
        guard let now = try? await settings.group() else { return true }
        return now == group
    }
}
