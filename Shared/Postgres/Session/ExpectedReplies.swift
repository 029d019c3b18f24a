/// What the server still owes, in the order in which it was sent.
struct ExpectedReplies {
    enum Kind {
        /// A statement is parsed; on failure the cache must forget the text.
        case preparation(text: String)
        case statement
        case synchronisation
    }

    struct Reply {
        let kind: Kind
        let origin: Origin
    }

    private var replies: [Reply] = []
    private var next = 0

    var count: Int { replies.count - next }

    var first: Reply? { next < replies.count ? replies[next] : nil }

    mutating func append(_ kind: Kind, _ origin: Origin) { replies.append(Reply(kind: kind, origin: origin)) }

    mutating func removeFirst() {
        next += 1
        if next == replies.count { removeAll() }
    }

    mutating func removeAll() {
        replies.removeAll(keepingCapacity: true)
        next = 0
    }
}
