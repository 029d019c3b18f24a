import Contracts

/// Which written rules a pack holds (rules CZ-01, X18).
public struct PackIdentity: Sendable {
    public var district: DistrictID
    /// Names the pack's version on cases and deadlines; unique within the district.
    public var version: String
    /// Begins every case number, such as `CZ`.
    public var casePrefix: String
    public var title: Title
    public var documentNumber: String?
    public var signed: CivilDay?
    public var printed: CivilDay?
    public var posted: CivilDay?
    public var effectiveFrom: CivilDay
    /// Documents that the rules refer to and that were not supplied: unknown, which is not the same as complied with.
    public var externalReferences: [String]
}
