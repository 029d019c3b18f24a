/// Chance that depends on a seed and on what it is drawn for, and on nothing else: whatever the order in which lots are
/// drawn, the same case has the same fate.
struct Lot {
    private var state: UInt64

    init(_ seed: UInt64, _ parts: String...) {
        // FNV-1a, then SplitMix64 steps.
        state = 0xcbf2_9ce4_8422_2325 ^ seed
        for part in parts {
            for byte in part.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
            state = (state ^ 0xff) &* 0x100_0000_01b3
        }
    }

    mutating func next() -> UInt64 {
        state = state &+ 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// 0 ..< bound.
    mutating func number(below bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    mutating func isHit(percent: Int) -> Bool { number(below: 100) < percent }

    /// 0 ..< 1.
    mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }

    /// One of the choices, by their weights.
    mutating func pick<Choice>(_ choices: [(Choice, weight: Int)]) -> Choice? {
        var rest = number(below: choices.reduce(0) { $0 + $1.weight })
        for (choice, weight) in choices {
            if rest < weight { return choice }
            rest -= weight
        }
        return choices.last?.0
    }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice? {
        choices.isEmpty ? nil : choices[number(below: choices.count)]
    }
}
