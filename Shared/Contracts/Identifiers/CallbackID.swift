/// One callback task. UUID text.
public struct CallbackID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
