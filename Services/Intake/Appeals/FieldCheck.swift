import Contracts
import HTTP
import Sealing

/// Looks at the fields of one request and keeps all that is wrong with them.
struct FieldCheck {
    /// Before each field's name, such as `appeals[3].`; empty for a body of its own.
    let path: String
    private(set) var faults: [Problem.Field] = []

    init(path: String = "") { self.path = path }

    mutating func fault(_ field: String, _ reason: String) {
        faults.append(Problem.Field(path + field, reason))
    }

    /// - Throws: one `Problem` 400 with every fault.
    func finish() throws(Problem) {
        guard !faults.isEmpty else { return }
        throw Problem(400, "The request has invalid fields", errors: faults)
    }

    /// - Returns: nil for what is blank.
    mutating func text(_ field: String, _ value: String?, atMost limit: Int) -> String? {
        guard let value = value?.nilIfBlank else { return nil }
        // A character has at most a few scalars; counting the bytes first keeps an absurd text cheap.
        if value.utf8.count > limit, value.utf8.count > limit * 32 || value.unicodeScalars.count > limit {
            fault(field, "must have at most \(limit) characters")
        } else if value.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) {
            fault(field, "must not hold control characters")
        }
        return value
    }

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

extension String {
    /// `water-supply`: at most 64 characters.
    var isSlug: Bool {
        let bytes = utf8
        guard (1...64).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D else { return false }
        var previous: UInt8 = 0
        for byte in bytes {
            guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || (byte == 0x2D && previous != 0x2D)
            else { return false }
            previous = byte
        }
        return true
    }
}

/// The header, or the field of a batch's item, by which a client names a request.
enum IdempotencyKey {
    static let header = "Idempotency-Key"

    /// - Returns: nil when none was given.
    static func check(_ text: String?, field: String = header) throws(Problem) -> String? {
        guard let text else { return nil }
        guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem.invalid(field, "must be 1 to 200 visible ASCII characters")
        }
        return text
    }
}
