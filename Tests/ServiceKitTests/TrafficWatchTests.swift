import Messaging
import Testing

@testable import ServiceKit

@Suite struct TrafficWatchTests {
    private let health = Health()
    private let watch: TrafficWatch

    init() {
        watch = TrafficWatch(
            log: Log(service: "test", namespace: "test", output: .nowhere), metrics: Metrics(), health: health,
            due: Signal())
    }

    private var reason: String? { health.ready().first { $0.name == "relay" }?.reason }

    @Test func aRelayIsReadyWhenItsClusterIsConfirmedAndNotWhenItLooks() {
        watch.relay(.looking)
        #expect(reason == "not looked at yet")
        watch.relay(.confirmed)
        #expect(reason == nil)
    }

    @Test func aRelayThatStandsOnAnotherClusterStaysUnreadyWhileItLooksAgain() {
        watch.relay(.confirmed)
        watch.relayStands("the Kafka cluster is another one")
        watch.relay(.looking)
        #expect(reason == "the Kafka cluster is another one")
        watch.relay(.confirmed)
        #expect(reason == nil)
    }
}
