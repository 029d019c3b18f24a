/// CloudEvents `id`. UUID text; derived from its cause where it follows from another event.
public struct EventID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
