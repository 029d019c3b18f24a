/// The fixed keys of one mapping; remembers which were asked for, so that a misspelt one is found.
public struct Keys {
    private let entries: [Node.Entry]
    private let owner: Field
    private var known: [String] = []

    init(entries: [Node.Entry], owner: Field) {
        self.entries = entries
        self.owner = owner
    }

    /// Nil when the key is absent or null.
    public mutating func optional(_ key: String) -> Field? {
        known.append(key)
        guard let entry = entries.first(where: { $0.key == key }), !entry.value.isNull else { return nil }
        return field(entry)
    }

    /// Reports the key when it is absent or null.
    public mutating func required(_ key: String) -> Field? {
        if let field = optional(key) { return field }
        owner.problem("\"\(key)\" is missing")
        return nil
    }

    public func problem(_ reason: String) { owner.problem(reason) }

    private func field(_ entry: Node.Entry) -> Field {
        Field(entry.value, path: path(to: entry.key), report: owner.report)
    }

    private func path(to key: String) -> String { owner.path.isEmpty ? key : "\(owner.path).\(key)" }

    func reportUnknown() {
        for entry in entries where !known.contains(entry.key) {
            owner.report.add(
                "is not a known key; \(known.suggestion(for: entry.key))", at: entry.mark, path: path(to: entry.key))
        }
    }
}
