import Contracts

/// What a sealed field belongs to; a box opens for nothing else.
public struct SealSubject: Hashable, Sendable {
    public let district: DistrictID
    /// `case/<id>`, `unit/<id>`, `edition/<day>` or `subscription/<id>`.
    let path: String

    public init(district: DistrictID, case id: CaseID) {
        self.district = district
        path = "case/\(id.rawValue)"
    }

    public init(district: DistrictID, unit id: UnitID) {
        self.district = district
        path = "unit/\(id.rawValue)"
    }

    /// A daily edition of the programme.
    public init(district: DistrictID, edition day: CivilDay) {
        self.district = district
        path = "edition/\(day)"
    }

    /// A system outside that is told of events; what is sealed is its secret.
    public init(district: DistrictID, subscription id: String) {
        self.district = district
        path = "subscription/\(id)"
    }
}
