/// Who raised the matter, as far as it was told. Sealed as JSON.
struct Citizen: Codable, Sendable, Equatable {
    var name: String?
    var phone: String?
    var address: String?

    init(name: String? = nil, phone: String? = nil, address: String? = nil) {
        self.name = name
        self.phone = phone
        self.address = address
    }

    var isEmpty: Bool { name == nil && phone == nil && address == nil }

    /// Without what is blank: a form sends empty fields for what was not filled in.
    var withoutBlanks: Citizen {
        Citizen(name: name?.nilIfBlank, phone: phone?.nilIfBlank, address: address?.nilIfBlank)
    }

    /// With what `other` says in its place.
    func amended(by other: Citizen) -> Citizen {
        Citizen(name: other.name ?? name, phone: other.phone ?? phone, address: other.address ?? address)
    }
}

extension String {
    var nilIfBlank: String? { allSatisfy(\.isWhitespace) ? nil : self }
}
