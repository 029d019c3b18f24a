import Contracts
import RulePacks

/// What an event says, beside which event it is.
public struct FactDetails: Hashable, Sendable {
    /// When it happened.
    public let at: Instant
    public var workOrder: WorkOrderID?
    public var supervision: SupervisionID?
    public var callback: CallbackID?
    public var unit: UnitID?
    /// The account that did it, where the event tells it; no clock goes by it.
    public var account: String?
    /// The rule pack that the case keeps, where the event tells it.
    public var packVersion: String?
    public var attributes: FactAttributes

    public init(at time: Instant, attributes: FactAttributes = FactAttributes()) {
        at = time
        self.attributes = attributes
    }
}
