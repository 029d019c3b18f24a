import ServiceKit

/// Intake's own settings.
struct IntakeSettings: Sendable {
    /// Of one address; 0 for no limit, where a proxy in front of the service has one.
    var registrationsPerMinute = 60

    init(_ environment: [String: String]) {
        var settings = Settings(product: "intake", environment: environment)
        self.init(&settings)
    }

    init(_ settings: inout Settings) {
        registrationsPerMinute = settings.integer(
            "HOTLINE_INTAKE_REGISTRATIONS", default: 60, in: 0...1_000_000,
            "appeals that one address may register per minute without a token; 0 for no limit")
    }
}
