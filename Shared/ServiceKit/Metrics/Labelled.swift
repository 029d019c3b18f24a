import Synchronization

/// One metric for each combination of label values.
///
/// Bounded: past a thousand combinations all others share the one whose values are `overflow`, so that a label
/// which came from outside cannot fill the memory.
public final class Labelled<Member: MetricMember>: Exposable {
    private static var limit: Int { 1000 }

    private let name: String
    private let help: String
    private let labels: [String]
    private let make: @Sendable () -> Member
    private let members = Mutex<[[String]: Member]>([:])

    init(_ name: String, _ help: String, labels: [String], make: @escaping @Sendable () -> Member) {
        self.name = MetricText.name(name)
        self.help = help
        self.labels = labels.map(MetricText.label)
        self.make = make
    }

    /// The member for these label values, in the order in which the labels were declared; values too many are
    /// dropped, missing ones are empty.
    public subscript(values: String...) -> Member {
        let padding = [String](repeating: "", count: max(0, labels.count - values.count))
        let key = Array((values + padding).prefix(labels.count))
        return members.withLock { members in
            if let known = members[key] { return known }
            let place = members.count < Self.limit ? key : [String](repeating: "overflow", count: labels.count)
            if let known = members[place] { return known }
            let member = make()
            members[place] = member
            return member
        }
    }

    func write(to text: inout String) {
        MetricText.head(name, help, Member.kind, to: &text)
        let members = members.withLock { $0.sorted { $0.key.lexicographicallyPrecedes($1.key) } }
        for (values, member) in members { member.write(name, Array(zip(labels, values)), to: &text) }
    }
}

/// A metric that can be one of a labelled family.
public protocol MetricMember: Sendable {
    /// Prometheus' name of the kind.
    static var kind: String { get }
    /// Appends the samples in text format 0.0.4.
    func write(_ name: String, _ labels: [(String, String)], to text: inout String)
}
