/// Patterns as a tree of segments.
struct RouteTree: Sendable {
    struct Entry: Sendable {
        let route: Router.Route
        let handler: Router.Handler
        /// Names for the values in the order of the path.
        let names: [String]
    }

    /// What was found for a path: the handlers by method.
    struct Match {
        let entries: [Method: Entry]
        let values: [String]

        func entry(for method: Method) -> Entry? {
            entries[method] ?? (method == .head ? entries[.get] : nil)
        }

        func parameters(of entry: Entry) -> Parameters {
            Parameters(values: zip(entry.names, values).map { (name: $0, value: $1) })
        }

        /// As the `Allow` field has it.
        var allowed: String {
            var methods = Set(entries.keys)
            if methods.contains(.get) { methods.insert(.head) }
            return methods.map(\.rawValue).sorted().joined(separator: ", ")
        }
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        /// Verb with its colon, and the node behind it.
        var verbs: [(suffix: String, node: Int)] = []
        var parameter: Int?
        var entries: [Method: Entry] = [:]
    }

    private var nodes = [Node()]

    mutating func insert(_ route: Router.Route, _ handler: @escaping Router.Handler) {
        var at = 0
        var names: [String] = []
        for segment in route.pattern.split(separator: "/") {
            if segment.hasPrefix(":") {
                let parts = segment.dropFirst().split(separator: ":", maxSplits: 1)
                names.append(String(parts.first ?? ""))
                at = parts.count == 2 ? verb(":" + parts[1], under: at) : parameter(under: at)
            } else {
                at = literal(String(segment), under: at)
            }
        }
        nodes[at].entries[route.method] = Entry(route: route, handler: handler, names: names)
    }

    func find(_ segments: [String]) -> Match? {
        var values: [String] = []
        guard let node = find(segments[...], 0, &values) else { return nil }
        return Match(entries: nodes[node].entries, values: values)
    }

    private func find(_ rest: ArraySlice<String>, _ at: Int, _ values: inout [String]) -> Int? {
        guard let segment = rest.first else { return nodes[at].entries.isEmpty ? nil : at }
        let node = nodes[at]
        if let next = node.literals[segment], let found = find(rest.dropFirst(), next, &values) { return found }
        for verb in node.verbs where segment.hasSuffix(verb.suffix) && segment.utf8.count > verb.suffix.utf8.count {
            values.append(String(segment.dropLast(verb.suffix.count)))
            if let found = find(rest.dropFirst(), verb.node, &values) { return found }
            values.removeLast()
        }
        guard let next = node.parameter, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = find(rest.dropFirst(), next, &values) { return found }
        values.removeLast()
        return nil
    }

    private mutating func literal(_ segment: String, under at: Int) -> Int {
        if let known = nodes[at].literals[segment] { return known }
        nodes[at].literals[segment] = nodes.count
        return append()
    }

    private mutating func verb(_ suffix: String, under at: Int) -> Int {
        if let known = nodes[at].verbs.first(where: { $0.suffix == suffix }) { return known.node }
        nodes[at].verbs.append((suffix, nodes.count))
        return append()
    }

    private mutating func parameter(under at: Int) -> Int {
        if let known = nodes[at].parameter { return known }
        nodes[at].parameter = nodes.count
        return append()
    }

    private mutating func append() -> Int {
        nodes.append(Node())
        return nodes.count - 1
    }
}
