import Testing

@testable import Kafka
@testable import Messaging

@Suite struct SettlementTests {
    private static func events(_ keys: String...) -> [ProducerRecord] {
        keys.map { ProducerRecord(topic: "units", key: $0, value: []) }
    }

    @Test func whatWentOutAheadOfARefusedEventOfItsKeyIsSentAgainBehindIt() {
        let answers = Acknowledgements(count: 2, failures: [1: .closed])
        let earlier = Settlement(Self.events("a", "b"), answers)
        #expect(earlier.done == [0] && earlier.stuckKeys == ["b"] && earlier.failure == .closed)
        let later = Settlement(
            Self.events("b", "c", "a"), Acknowledgements(count: 3), behind: earlier.stuckKeys)
        #expect(later.done == [1, 2] && later.stuckKeys == [] && later.failure == nil)
    }

    @Test func whatTheBrokerDidNotTakeIsLeftWhateverItsKey() {
        let answers = Acknowledgements(count: 3, failures: [0: .closed, 2: .closed])
        #expect(Settlement(Self.events("a", "b", "c"), answers, behind: ["d"]).done == [1])
    }
}
