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
