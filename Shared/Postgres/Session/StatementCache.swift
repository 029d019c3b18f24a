/// The names of the statements that a session has prepared, by text; the one unused for longest gives way.
struct StatementCache {
    private struct Entry {
        let name: String
        var lastUse: Int
    }

    private let capacity: Int
    private var entries: [String: Entry] = [:]
    private var uses = 0
    /// Names that gave way and are still known to the server.
    private(set) var evicted: [String] = []

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { entries.count }

    mutating func name(for text: String) -> String? {
        uses += 1
        guard let found = entries.index(forKey: text) else { return nil }
        entries.values[found].lastUse = uses
        return entries.values[found].name
    }

    mutating func add(_ text: String) -> String {
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            evicted.append(oldest.value.name)
            entries[oldest.key] = nil
        }
        uses += 1
        let name = "s\(uses)"
        entries[text] = Entry(name: name, lastUse: uses)
        return name
    }

    /// The server did not take it.
    mutating func forget(_ text: String) { entries[text] = nil }

    mutating func takeEvicted() -> [String] {
        defer { evicted = [] }
        return evicted
    }
}
