/// Who may do something, as a route declares it and a token carries it.
public enum Role: String, Codable, CaseIterable, Sendable {
    /// 12345 platform operator.
    case `operator`
    /// Host and programme team (栏目组).
    case programme
    /// On-air or handling unit and its liaison; its token names the unit.
    case unit
    /// Supervisor (区作风办, 监察局).
    case supervisor
    /// Discipline inspection (纪检), which alone reads reports besides intake.
    case discipline
    /// Operations team: parked messages, replay.
    case operations
    /// A subscribed system outside.
    case integration
}
