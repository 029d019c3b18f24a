/// The matter was raised again after it had been answered: a further case is linked to this one (rule DM-45).
public struct AppealRepeated: CaseEvent {
    public static let type = "hotline.AppealRepeated"
    public static let topic = Topic.appeals

    /// The case that is repeated, not the one that repeats it.
    public let `case`: CaseID
    /// The unit that answered it.
    public let unit: UnitID?
    /// How many that were registered after the answer are linked by now.
    public let repeats: Int

    public init(`case`: CaseID, unit: UnitID?, repeats: Int) {
        self.case = `case`
        self.unit = unit
        self.repeats = repeats
    }
}
