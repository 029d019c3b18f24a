/// A district put a version of its written rules into force.
public struct RulePackAdopted: Event {
    public static let type = "hotline.RulePackAdopted"
    public static let topic = Topic.districts

    /// The pack's version within the district; a case keeps the one it began under.
    public let version: String
    /// The first day on which cases begin under it.
    public let effectiveFrom: CivilDay
    /// The pack as written (YAML); every service reads it with the same room.
    public let source: String

    public var subject: String { "rule-pack/\(version)" }

    public init(version: String, effectiveFrom: CivilDay, source: String) {
        self.version = version
        self.effectiveFrom = effectiveFrom
        self.source = source
    }
}
