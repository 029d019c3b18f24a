/// One value of a YAML text with the place where it is written.
public struct Node: Sendable {
    public enum Content: Sendable {
        /// Text as written, without its quotes; nothing is guessed from its looks.
        case scalar(text: String, isQuoted: Bool)
        case sequence([Node])
        /// In the order written; no key comes twice.
        case mapping([Entry])
    }

    public struct Entry: Sendable {
        public let key: String
        public let mark: Mark
        public let value: Node

        public init(key: String, mark: Mark, value: Node) {
            self.key = key
            self.mark = mark
            self.value = value
        }
    }

    public let content: Content
    public let mark: Mark

    public init(content: Content, mark: Mark) {
        self.content = content
        self.mark = mark
    }

    /// An empty value, `~` or `null` without quotes.
    public var isNull: Bool {
        guard case .scalar(let text, isQuoted: false) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// What stands under a key of a mapping.
    public subscript(key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }
}
