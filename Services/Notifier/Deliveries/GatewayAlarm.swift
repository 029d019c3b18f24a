import ServiceKit

/// Says in the log that a gateway takes nothing of ours, which a person has to mend: at once, again after a while, and when
/// it is over.
actor GatewayAlarm {
    private let gateway: String
    private let log: Log
    private let pause: Duration
    private var lastSaid: ContinuousClock.Instant?

    init(of gateway: String, log: Log, pause: Duration = .seconds(900)) {
        self.gateway = gateway
        self.log = log
        self.pause = pause
    }

    func heard(_ outcomes: [Outcome]) {
        for case .blocked(let reason) in outcomes { return say(reason) }
        guard lastSaid != nil, outcomes.contains(.delivered) else { return }
        lastSaid = nil
        log.notice("gateway takes messages again", ["gateway": gateway])
    }

    private func say(_ reason: String) {
        let now = ContinuousClock.now
        if let lastSaid, now - lastSaid < pause { return }
        lastSaid = now
        log.error("gateway takes nothing: its set-up must be mended", ["gateway": gateway, "reason": reason])
    }
}
