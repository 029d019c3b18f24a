/// Makes a tree of a parser's events, within limits.
struct TreeBuilder {
    let stream: EventStream
    let limits: YAMLLimits
    private var nodes = 0

    init(stream: EventStream, limits: YAMLLimits) {
        self.stream = stream
        self.limits = limits
    }

    mutating func document() throws(YAMLError) -> Node {
        _ = try stream.next()
        let start = try stream.next()
        guard case .documentStart = start.kind else { throw error(start.mark, "holds nothing") }
        let root = try node(from: stream.next(), depth: 1)
        _ = try stream.next()
        let end = try stream.next()
        guard case .streamEnd = end.kind else { throw error(end.mark, "a second document begins; one is allowed") }
        return root
    }

    private mutating func node(from event: StreamEvent, depth: Int) throws(YAMLError) -> Node {
        nodes += 1
        guard nodes <= limits.nodes else { throw error(event.mark, "more than \(limits.nodes) values") }
        guard depth <= limits.depth else { throw error(event.mark, "nested deeper than \(limits.depth)") }
        guard !event.hasAnchor else { throw error(event.mark, "anchors (&name) are not allowed") }
        guard !event.hasTag else { throw error(event.mark, "tags (!name) are not allowed") }
        switch event.kind {
        case .scalar(let text, let isQuoted):
            return Node(content: .scalar(text: text, isQuoted: isQuoted), mark: event.mark)
        case .sequenceStart:
            return Node(content: .sequence(try items(depth: depth)), mark: event.mark)
        case .mappingStart:
            return Node(content: .mapping(try entries(depth: depth)), mark: event.mark)
        case .alias:
            throw error(event.mark, "aliases (*name) are not allowed")
        default:
            throw error(event.mark, "a value is missing")
        }
    }

    private mutating func items(depth: Int) throws(YAMLError) -> [Node] {
        var items: [Node] = []
        while true {
            let event = try stream.next()
            if case .sequenceEnd = event.kind { return items }
            items.append(try node(from: event, depth: depth + 1))
        }
    }

    private mutating func entries(depth: Int) throws(YAMLError) -> [Node.Entry] {
        var entries: [Node.Entry] = []
        var seen: Set<String> = []
        while true {
            let event = try stream.next()
            if case .mappingEnd = event.kind { return entries }
            let keyNode = try node(from: event, depth: depth + 1)
            guard case .scalar(let key, _) = keyNode.content else {
                throw error(event.mark, "a key must be a plain text")
            }
            guard key != "<<" else { throw error(event.mark, "merge keys (<<) are not allowed") }
            guard seen.insert(key).inserted else { throw error(event.mark, "key \"\(key)\" comes twice") }
            let value = try node(from: stream.next(), depth: depth + 1)
            entries.append(Node.Entry(key: key, mark: event.mark, value: value))
        }
    }

    private func error(_ mark: Mark, _ reason: String) -> YAMLError {
        YAMLError(file: stream.file, mark: mark, reason: reason)
    }
}
