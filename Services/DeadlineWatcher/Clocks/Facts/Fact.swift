import Contracts
import RulePacks

/// One event as the clocks see it: when it happened, what it is about, what it says. No personal data.
///
/// A value that never changes; a class so that passing it on costs one reference, not one for each of its texts.
public final class Fact: Sendable {
    /// The event's own id: the same fact twice changes nothing.
    public let id: EventID
    public let kind: FactKind
    /// When it happened; deadlines are judged by this, not by when it arrived.
    public let at: Instant
    public let details: FactDetails

    public init(id: EventID, kind: FactKind, details: FactDetails) {
        self.id = id
        self.kind = kind
        self.details = details
        at = details.at
    }

    /// - Parameters:
    ///   - id: the envelope's id.
    ///   - time: the envelope's time.
    public convenience init(id: EventID, at time: Instant, _ event: some ClockEvent) {
        var details = FactDetails(at: time)
        event.describe(in: &details)
        self.init(id: id, kind: type(of: event).factKind, details: details)
    }

    /// The same event as one unit that prepares a show sees it.
    convenience init(id: EventID, at time: Instant, _ event: some PreparationEvent, for unit: UnitID) {
        var details = FactDetails(at: time)
        event.describe(in: &details)
        event.describe(to: unit, in: &details)
        self.init(id: id, kind: type(of: event).factKind, details: details)
    }

    public var workOrder: WorkOrderID? { details.workOrder }
    public var supervision: SupervisionID? { details.supervision }
    public var callback: CallbackID? { details.callback }
    public var unit: UnitID? { details.unit }
    public var account: String? { details.account }
    public var packVersion: String? { details.packVersion }
    public var attributes: FactAttributes { details.attributes }

    /// What it is about within the case, for a clock that runs once for each such thing.
    func subject(_ scope: Clock.Scope) -> String? {
        switch scope {
        case .case: ""
        case .workOrder: workOrder?.rawValue
        case .supervision: supervision?.rawValue
        case .callback: callback?.rawValue
        case .round: attributes[.round].map { if case .number(let round) = $0 { "\(round)" } else { "" } }
        case .broadcast: attributes[.broadcast].map { if case .text(let broadcast) = $0 { broadcast } else { "" } }
        }
    }

    func instant(_ attribute: FactAttribute) -> Instant? {
        guard case .instant(let instant)? = attributes[attribute] else { return nil }
        return instant
    }

    /// In the order in which they happened; among equals, the kind of event decides, then the id.
    static func precedes(_ left: Fact, _ right: Fact) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.kind != right.kind { return left.kind.order < right.kind.order }
        return left.id < right.id
    }
}

extension Fact: Hashable {
    public static func == (left: Fact, right: Fact) -> Bool {
        left === right || (left.id == right.id && left.kind == right.kind && left.details == right.details)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension FactKind {
    /// Place in the life of a case, as `FactKind` lists them.
    var order: Int { Self.orders[self] ?? 0 }

    private static let orders = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
