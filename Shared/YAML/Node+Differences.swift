/// One place at which two documents differ.
public struct Difference: Hashable, Sendable, CustomStringConvertible {
    /// Such as `clocks.sign.within.amount`; items of a list go by their name where they have one.
    public let path: String
    /// Written in flow style; nil where the document has nothing there.
    public let old: String?
    public let new: String?

    public var description: String {
        switch (old, new) {
        case (let old?, let new?): "\(path): \(old) → \(new)"
        case (let old?, nil): "\(path): no longer \(old)"
        case (nil, let new?): "\(path): new \(new)"
        case (nil, nil): path
        }
    }
}

extension Node {
    /// Where this document and a newer one differ, in the order of this one, what is new last.
    ///
    /// Mappings compare by key. Lists whose items all have a `name` compare by it; all other lists as a whole, for what
    /// counts in them may be their order.
    public func differences(to new: Node, at path: String = "") -> [Difference] {
        switch (parts, new.parts) {
        case (let old?, let new?):
            let known = Set(old.map(\.key))
            return old.flatMap { entry in
                let place = path.isEmpty ? entry.key : "\(path).\(entry.key)"
                guard let value = new.first(where: { $0.key == entry.key })?.value else {
                    return [Difference(path: place, old: entry.value.yaml, new: nil)]
                }
                return entry.value.differences(to: value, at: place)
            }
                + new.filter { !known.contains($0.key) }.map { entry in
                    Difference(path: path.isEmpty ? entry.key : "\(path).\(entry.key)", old: nil, new: entry.value.yaml)
                }
        default:
            return yaml == new.yaml ? [] : [Difference(path: path, old: yaml, new: new.yaml)]
        }
    }

    /// What compares one by one: a mapping's entries, or a list's items by name.
    private var parts: [(key: String, value: Node)]? {
        switch content {
        case .scalar: return nil
        case .mapping(let entries): return entries.map { ($0.key, $0.value) }
        case .sequence(let items):
            let named = items.compactMap { item -> (key: String, value: Node)? in
                guard case .scalar(let name, _)? = item["name"]?.content else { return nil }
                return (name, item)
            }
            let isByName = named.count == items.count && Set(named.map(\.key)).count == items.count && !items.isEmpty
            return isByName ? named : nil
        }
    }
}
