/// An appeal assigned to a unit, in one round. UUID text.
public struct WorkOrderID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
