/// How a text speaks of each matter, to be looked up: it may say one thing thousands of times.
struct Stances: Sendable {
    private let polarities: [String: Set<Polarity>]

    init(_ sayings: [Saying]) {
        var polarities: [String: Set<Polarity>] = [:]
        for saying in sayings { polarities[saying.matter, default: []].insert(saying.polarity) }
        self.polarities = polarities
    }

    func contradict(_ saying: Saying) -> Bool {
        polarities[saying.matter, default: []].contains { $0.contradicts(saying.polarity) }
    }
}
