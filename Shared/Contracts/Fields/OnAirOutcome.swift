/// What became of a call during the show: answered on the spot, a date promised, accepted for handling,
/// or not put through to the studio (rules CZ-41, CZ-42, CZ-45, DM-06 to DM-09).
public enum OnAirOutcome: String, Codable, CaseIterable, Sendable {
    case answered, promised, accepted, notPutThrough
}
