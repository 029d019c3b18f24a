/// Something that was missing or wrong was supplied later; nil fields are unchanged.
public struct AppealAmended: CaseEvent {
    public static let type = "hotline.AppealAmended"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    /// The category, now that it is known.
    public let category: AppealCategory?
    /// The unit that is to handle it, now that it is known.
    public let unit: UnitID?
    /// Raised on air but not the on-air unit's own matter (rules DM-30, X30).
    public let isForeignMatter: Bool?
    /// Needs investigation or coordination (rules DM-09, X21).
    public let isComplex: Bool?
    /// There is nobody to contact or to call back (rule X13).
    public let isAnonymous: Bool?
    /// Whether the citizen has left a way to be reached, by telephone or by letter, now that more is known.
    public let hasContact: Bool?
    public let callbackMethod: CallbackMethod?
    /// Name, phone number and address as JSON, sealed.
    public let citizen: SealedText?
    /// What was said, sealed.
    public let text: SealedText?
    /// Fields that are still to be asked for.
    public let missing: [String]

    public init(
        `case`: CaseID, category: AppealCategory? = nil, unit: UnitID? = nil, isForeignMatter: Bool? = nil,
        isComplex: Bool? = nil, isAnonymous: Bool? = nil, hasContact: Bool? = nil,
        callbackMethod: CallbackMethod? = nil,
        citizen: SealedText? = nil, text: SealedText? = nil, missing: [String] = []
    ) {
        self.case = `case`
        self.category = category
        self.unit = unit
        self.isForeignMatter = isForeignMatter
        self.isComplex = isComplex
        self.isAnonymous = isAnonymous
        self.hasContact = hasContact
        self.callbackMethod = callbackMethod
        self.citizen = citizen
        self.text = text
        self.missing = missing
    }
}
