import Contracts
import DeadlineWatcherService

/// SplitMix64: the same seed gives the same histories on every machine.
struct Lottery: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// What may happen to a case, in the order in which it happened, each on its topic.
struct History {
    struct Item {
        let topic: Topic
        let fact: Fact
    }

    private(set) var items: [Item] = []
    private var lottery: Lottery
    private var now: Instant
    private let pack: String
    /// The order that has the matter: nothing is done with one before it is there.
    private var latest = "order-1"

    init(seed: UInt64, pack: String, start: String) {
        lottery = Lottery(state: seed)
        now = at(start)
        self.pack = pack
        write(start)
    }

    private mutating func add<Event: ClockEvent>(_ event: Event) {
        items.append(Item(topic: Event.topic, fact: Fact(id: EventID("fact-\(items.count)"), at: now, event)))
    }

    /// Half-hour steps, so that equal times occur.
    private mutating func wait(upTo halfHours: Int) {
        now = now.advanced(bySeconds: 1800 * Int64(Int.random(in: 0...halfHours, using: &lottery)))
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 1...100, using: &lottery) <= percent }

    private mutating func write(_ start: String) {
        let category = AppealCategory.allCases.randomElement(using: &lottery)
        let isForeign = chance(20)
        let isAnonymous = chance(20)
        let hasContact = chance(80)
        add(
            Say.registered(
                chance(80) ? category : nil, onAir: chance(80) ? .accepted : .notPutThrough, isForeign: isForeign,
                isAnonymous: isAnonymous, hasContact: hasContact, pack: pack))
        if chance(30) { add(Say.promised(chance(50) ? "2020-05-20T17:30" : "2021-05-20T17:30")) }
        wait(upTo: 3)
        add(Say.closedShow())
        if chance(30) { add(Say.amended(AppealCategory.allCases.randomElement(using: &lottery))) }
        wait(upTo: 8)
        add(
            Say.dispatched(
                "order-1", category, isForeign: isForeign, isAnonymous: isAnonymous, hasContact: hasContact,
                registered: start, pack: pack))
        for _ in 0..<Int.random(in: 2...9, using: &lottery) {
            wait(upTo: chance(80) ? 60 : 2000)
            happen()
        }
    }

    private mutating func happen() {
        switch Int.random(in: 0..<18, using: &lottery) {
        case 0: add(Say.signed())
        case 1: add(Say.contacted())
        case 2: add(Say.answered())
        case 3: add(Say.closed())
        case 4: add(Say.paused())
        case 5: add(Say.resumed())
        case 6: add(Say.amended(AppealCategory.allCases.randomElement(using: &lottery)))
        case 7: add(chance(50) ? Say.amended(isAnonymous: chance(50)) : Say.amended(hasContact: true))
        case 8: add(Say.called(.notSolved))
        case 9: add(Say.superviseAfter())
        case 10: add(Say.transferred())
        case 13: add(Say.transferred(latest))
        case 14, 15: passOn("order-2")
        case 16: add(Say.objectionUpheld(chance(50) ? "order-1" : latest))
        case 17: add(Say.issued(SupervisionID("letter-2"), rule: RuleID("DM-37")))
        case 11: add(Say.received())
        case 12: add(Say.extended("complaint", "2020-07-01T17:30"))
        default: add(Say.promised("2020-06-05T17:30"))
        }
    }

    private mutating func passOn(_ order: String) {
        latest = order
        add(Say.dispatched(order, basis: .transfer, registered: "2020-05-14T09:20", pack: pack))
    }

    /// Another order of arrival in which each topic keeps its own.
    func shuffled(_ lottery: inout Lottery) -> [Fact] {
        var queues = Dictionary(grouping: items, by: \.topic).mapValues { $0.map(\.fact)[...] }
        var facts: [Fact] = []
        while let topic = Topic.allCases.filter({ queues[$0]?.isEmpty == false }).randomElement(using: &lottery) {
            if let fact = queues[topic]?.popFirst() { facts.append(fact) }
        }
        return facts
    }
}
