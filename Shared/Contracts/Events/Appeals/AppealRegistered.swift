/// A citizen's appeal was accepted and will be answered.
public struct AppealRegistered: CaseEvent {
    public static let type = "hotline.AppealRegistered"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    public let caseNumber: CaseNumber
    /// Nil where it was not said on air; it is asked for later.
    public let category: AppealCategory?
    public let channel: AppealChannel
    /// The show it was raised in or called to.
    public let broadcast: BroadcastID?
    /// What became of the call; nil for every other channel.
    public let onAir: OnAirOutcome?
    /// The unit that is to handle it, where that is known.
    public let unit: UnitID?
    /// Raised on air but not the on-air unit's own matter (rules DM-30, X30).
    public let isForeignMatter: Bool
    /// Needs investigation or coordination (rules DM-09, X21).
    public let isComplex: Bool
    /// There is nobody to contact or to call back (rule X13).
    public let isAnonymous: Bool
    /// Whether the citizen left a way to be reached, by telephone or by letter; nil in facts from before it was told.
    public let hasContact: Bool?
    public let callbackMethod: CallbackMethod
    /// Name, phone number and address as JSON, sealed.
    public let citizen: SealedText?
    /// What was said, sealed.
    public let text: SealedText?
    /// Fields that are still to be asked for.
    public let missing: [String]
    /// The rule pack that the case began under and keeps.
    public let packVersion: String

    public init(
        `case`: CaseID, caseNumber: CaseNumber, category: AppealCategory? = nil, channel: AppealChannel,
        broadcast: BroadcastID? = nil, onAir: OnAirOutcome? = nil, unit: UnitID? = nil, isForeignMatter: Bool,
        isComplex: Bool, isAnonymous: Bool, hasContact: Bool? = nil, callbackMethod: CallbackMethod,
        citizen: SealedText? = nil,
        text: SealedText? = nil, missing: [String] = [], packVersion: String
    ) {
        self.case = `case`
        self.caseNumber = caseNumber
        self.category = category
        self.channel = channel
        self.broadcast = broadcast
        self.onAir = onAir
        self.unit = unit
        self.isForeignMatter = isForeignMatter
        self.isComplex = isComplex
        self.isAnonymous = isAnonymous
        self.hasContact = hasContact
        self.callbackMethod = callbackMethod
        self.citizen = citizen
        self.text = text
        self.missing = missing
        self.packVersion = packVersion
    }
}

extension AppealRegistered: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("caseNumber", caseNumber.rawValue)
        json.member("category", category?.rawValue)
        json.member("channel", channel.rawValue)
        json.member("broadcast", broadcast?.rawValue)
        json.member("onAir", onAir?.rawValue)
        json.member("unit", unit?.rawValue)
        json.member("isForeignMatter", isForeignMatter)
        json.member("isComplex", isComplex)
        json.member("isAnonymous", isAnonymous)
        json.member("hasContact", hasContact)
        json.member("callbackMethod", callbackMethod.rawValue)
        json.member("citizen", citizen)
        json.member("text", text)
        json.member("missing", missing)
        json.member("packVersion", packVersion)
    }
}
