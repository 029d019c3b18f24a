/// How long to wait after a failed try: twice as long each time, up to a limit, and up to a fifth more or less, so
/// that a thousand deliveries which failed together do not come back together.
struct BackOff: Sendable {
    var first: Duration = .seconds(2)
    var longest: Duration = .seconds(900)
    /// A number from 0 to 1.
    var chance: @Sendable () -> Double = { .random(in: 0...1) }

    /// - Parameter attempts: tries so far, from 1.
    func pause(after attempts: Int) -> Duration {
        let doubled = first * (1 << min(max(attempts, 1) - 1, 20))
        return min(doubled, longest) * (0.8 + 0.4 * chance())
    }
}

extension Duration {
    /// With fractions.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
