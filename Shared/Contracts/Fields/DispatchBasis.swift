/// Why a work order exists: raised on air, called in but not put through, come by another channel,
/// passed on by the unit that had it, ordered again, or joined as assistant.
public enum DispatchBasis: String, Codable, CaseIterable, Sendable {
    case onAir, offAir, direct, transfer, rework, joint
}
