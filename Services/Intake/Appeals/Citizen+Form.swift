import Contracts
import ServiceKit

extension Citizen {
    /// Without what is blank.
    var withoutBlanks: Citizen {
        Citizen(name: name?.nilIfBlank, phone: phone?.nilIfBlank, address: address?.nilIfBlank)
    }

    /// With what `other` says in its place.
    func amended(by other: Citizen) -> Citizen {
        Citizen(name: other.name ?? name, phone: other.phone ?? phone, address: other.address ?? address)
    }
}
