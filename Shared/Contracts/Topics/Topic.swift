/// One topic per noun, one writer per topic (`parked` apart).
public enum Topic: String, CaseIterable, Codable, Sendable {
    case districts, units, broadcasts, appeals
    case workOrders = "work-orders"
    case deadlines, escalations, callbacks, deliveries, parked

    /// Chosen once and never changed, since a key's partition depends on it.
    public static let partitions = 12

    /// The topic's name on the broker. Every namespace has its own topics, so none hears another.
    public func name(in namespace: String) -> String { "\(namespace).\(rawValue)" }

    /// Reference data, of which only the last of each key counts.
    public var isCompacted: Bool { self == .districts || self == .units }

    /// Never deleted by age: what the deadline watcher says of supervision is all that brings its letters back after the loss of
    /// its schema, and a letter's clocks run longer than a broker's usual week.
    public var isKeptForGood: Bool { self == .escalations }

    /// Who may write here: one service, but on `parked` each announces what it has put aside itself.
    public var writers: [ServiceName] {
        switch self {
        case .districts, .broadcasts, .appeals: [.intake]
        case .units, .workOrders: [.dispatch]
        case .deadlines, .escalations: [.deadlineWatcher]
        case .callbacks: [.callbackSurvey]
        case .deliveries: [.notifier]
        case .parked: ServiceName.allCases
        }
    }
}
