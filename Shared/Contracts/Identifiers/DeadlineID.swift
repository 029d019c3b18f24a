/// One run of one clock on one case. UUID text derived from the event that started it and the clock's name.
public struct DeadlineID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
