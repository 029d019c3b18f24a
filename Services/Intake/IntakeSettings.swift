import ServiceKit

/// Intake's own settings.
struct IntakeSettings: Sendable {
    /// Of one address; 0 for no limit, where a proxy in front of the service has one.
    var registrationsPerMinute = 60
    /// How many cases a second repeats are made findable for; 0 for no limit.
    var sketchesPerSecond = 1_000
    /// How many cases a second are searched for before anybody asks; 0 for no limit.
    var searchesPerSecond = 20

    init(_ environment: [String: String]) {
        var settings = Settings(product: "intake", environment: environment)
        self.init(&settings)
    }

    init(_ settings: inout Settings) {
        registrationsPerMinute = settings.integer(
            "HOTLINE_INTAKE_REGISTRATIONS", default: 60, in: 0...1_000_000,
            "appeals that one address may register per minute without a token; 0 for no limit")
        sketchesPerSecond = settings.integer(
            "HOTLINE_INTAKE_SKETCHES", default: 1_000, in: 0...1_000_000,
            "cases per second that the search for repeats takes in; 0 for no limit")
        searchesPerSecond = settings.integer(
            "HOTLINE_INTAKE_SEARCHES", default: 20, in: 0...1_000_000,
            "cases per second whose repeats are searched for and proposed; 0 for no limit")
    }
}
