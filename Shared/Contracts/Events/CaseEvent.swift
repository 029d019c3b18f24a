/// A fact about one case; all of a case's facts on a topic stay in order.
public protocol CaseEvent: Event {
    var `case`: CaseID { get }
}

extension CaseEvent {
    public var subject: String { `case`.rawValue }
}
