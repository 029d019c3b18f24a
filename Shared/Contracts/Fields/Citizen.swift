/// Who raised the matter, as far as it was told: what `citizen` holds, as JSON, before it is sealed.
public struct Citizen: Codable, Sendable, Equatable {
    public var name: String?
    public var phone: String?
    public var address: String?

    public init(name: String? = nil, phone: String? = nil, address: String? = nil) {
        self.name = name
        self.phone = phone
        self.address = address
    }

    public var isEmpty: Bool { name == nil && phone == nil && address == nil }
}

extension Citizen {
    /// What forms and lists say in place of a name (rule CZ-48).
    public static let anonymous = "匿名"

    /// Whether somebody can be reached at all: by telephone, or by letter.
    public var hasContact: Bool { phone != nil || address != nil }

    /// How the complainant is named on every form and list (rule CZ-48: 填写完整姓名, 无法留下有效的联系方式, 用匿名代替).
    ///
    /// - Parameter isAnonymous: whether the citizen asked not to be named.
    /// - Returns: the full name of whoever left a way to be reached, else the literal 匿名; nil where there is a way to
    ///   be reached and the name is still to be asked for.
    public static func complainant(_ citizen: Citizen?, isAnonymous: Bool) -> String? {
        guard !isAnonymous, let citizen, citizen.hasContact else { return anonymous }
        return citizen.name
    }
}
