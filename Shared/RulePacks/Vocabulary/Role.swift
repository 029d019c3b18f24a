/// Who owes something or is told something. A pack says who fills the role in its district.
public enum Role: String, CaseIterable, Codable, Sendable {
    /// The unit that is responsible for the work order.
    case unit
    /// The programme's operator (CZ: 市政务办; DM: 区作风办).
    case `operator`
    /// The broadcasting station or programme team.
    case station
    /// The supervising authority.
    case supervisor
    /// Discipline inspection, to which clues go that a person has decided to pass on.
    case discipline
    /// The 12345 platform.
    case platform
    /// The person who raised the matter.
    case citizen
}
