import Contracts

extension CaseID {
    /// A unit's preparation of a show is a file like a case: clocks run in it, letters are about it.
    ///
    /// - Throws: what hashing throws.
    public static func preparation(of broadcast: BroadcastID, by unit: UnitID, in district: DistrictID) throws -> CaseID
    {
        CaseID(try DerivedID.make("preparation", district.rawValue, broadcast.rawValue, unit.rawValue))
    }
}
