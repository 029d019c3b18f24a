import Messaging

/// Turns what relay and inbox report into log lines, metrics and pulses.
struct TrafficWatch: Sendable {
    private let log: Log
    private let sent: Counter
    private let handled: Counter
    private let parked: Counter
    private let retries: Counter
    private let due: Signal
    private let consumerPulse: Heartbeat
    private let relayPulse: Heartbeat
    private let relayCheck: HealthCheck

    init(log: Log, metrics: Metrics, health: Health, due: Signal) {
        self.log = log
        consumerPulse = health.heartbeat("consumer")
        relayPulse = health.heartbeat("relay")
        relayCheck = health.check("relay")
        self.due = due
        sent = metrics.counter("hotline_messages_sent_total", "Messages that the broker has acknowledged.")
        handled = metrics.counter("hotline_messages_handled_total", "Messages handled, redelivered ones included.")
        parked = metrics.counter("hotline_messages_parked_total", "Messages put aside for an operator.")
        retries = metrics.counter("hotline_message_retries_total", "Batches that are tried again.")
    }

    @Sendable func relay(_ report: RelayReport) {
        switch report {
        // It looks before it knows to what it would send.
        case .looking: relayPulse.beat()
        case .confirmed:
            relayPulse.beat()
            relayCheck.pass()
        case .awaiting: relayPulse.rest()
        case .sent(let count): sent.add(count)
        case .failed(let reason): log.error("relay waits and tries again", ["error": reason])
        }
    }

    /// Nothing goes out until an operator or the database has helped; the loop itself lives.
    func relayStands(_ reason: String) {
        relayPulse.beat()
        relayCheck.fail(reason)
        log.error("relay waits and tries again", ["error": reason])
    }

    @Sendable func inbox(_ report: InboxReport) {
        switch report {
        case .polling: consumerPulse.beat()
        case .handled(let count):
            handled.add(count)
            due.wake()
        case .parked(let id, let reason):
            parked.add()
            log.error("message parked", ["message": id.rawValue, "reason": reason])
        case .retrying(let reason, let attempt):
            consumerPulse.beat()
            retries.add()
            log.error("messages wait and are tried again", ["attempt": "\(attempt)", "error": reason])
        }
    }
}
