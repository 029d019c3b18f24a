/// Something that was missing or wrong was supplied later; nil fields are unchanged.
public struct AppealAmended: CaseEvent {
    public static let type = "hotline.AppealAmended"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    public let category: AppealCategory?
    public let unit: UnitID?
    public let isForeignMatter: Bool?
    public let isComplex: Bool?
    public let isAnonymous: Bool?
    public let callbackMethod: CallbackMethod?
    public let citizen: SealedText?
    public let text: SealedText?
    /// Fields that are still to be asked for.
    public let missing: [String]

    public init(
        `case`: CaseID, category: AppealCategory? = nil, unit: UnitID? = nil, isForeignMatter: Bool? = nil,
        isComplex: Bool? = nil, isAnonymous: Bool? = nil, callbackMethod: CallbackMethod? = nil,
        citizen: SealedText? = nil, text: SealedText? = nil, missing: [String] = []
    ) {
        self.case = `case`
        self.category = category
        self.unit = unit
        self.isForeignMatter = isForeignMatter
        self.isComplex = isComplex
        self.isAnonymous = isAnonymous
        self.callbackMethod = callbackMethod
        self.citizen = citizen
        self.text = text
        self.missing = missing
    }
}
