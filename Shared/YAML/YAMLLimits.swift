/// What a YAML text may cost before it is refused.
public struct YAMLLimits: Sendable {
    public var bytes: Int
    /// How deep sequences and mappings may nest.
    public var depth: Int
    public var nodes: Int

    public init(bytes: Int = 1 << 20, depth: Int = 32, nodes: Int = 100_000) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }
}
