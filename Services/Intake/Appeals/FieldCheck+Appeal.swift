import Contracts
import Sealing
import ServiceKit

extension FieldCheck {
    mutating func citizen(_ value: Citizen?, as name: String = "citizen") -> Citizen? {
        guard let value = value?.withoutBlanks, !value.isEmpty else { return nil }
        _ = text("\(name).name", value.name, atMost: 100)
        _ = text("\(name).address", value.address, atMost: 300)
        if let phone = value.phone, PhoneNumber.normalised(phone) == nil {
            fault("\(name).phone", "must be a phone number of 3 to 20 digits")
        }
        return value
    }

    mutating func unit(_ value: UnitID?, in facts: DistrictFacts) {
        guard let value else { return }
        if !value.rawValue.isSlug {
            fault("unit", "must be a unit's id: lower-case letters, digits and hyphens, at most 64")
        } else if !facts.knows(value) {
            fault("unit", "is not a unit of this district")
        }
    }
}
