import HTTP

/// Looks at the fields of one request and keeps all that is wrong with them.
public struct FieldCheck {
    /// Before each field's name, such as `appeals[3].`; empty for a body of its own.
    public let path: String
    public private(set) var faults: [Problem.Field] = []

    public init(path: String = "") { self.path = path }

    public mutating func fault(_ field: String, _ reason: String) {
        faults.append(Problem.Field(path + field, reason))
    }

    /// - Throws: one `Problem` 400 with every fault.
    public func finish() throws(Problem) {
        guard !faults.isEmpty else { return }
        throw Problem(400, "The request has invalid fields", errors: faults)
    }

    /// - Returns: nil for what is blank.
    public mutating func text(_ field: String, _ value: String?, atMost limit: Int) -> String? {
        guard let value = value?.nilIfBlank else { return nil }
        // A character has at most a few scalars; counting the bytes first keeps an absurd text cheap.
        if value.utf8.count > limit, value.utf8.count > limit * 32 || value.unicodeScalars.count > limit {
            fault(field, "must have at most \(limit) characters")
        } else if value.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) {
            fault(field, "must not hold control characters")
        }
        return value
    }

    /// A text that must be there.
    public mutating func requiredText(_ field: String, _ value: String?, atMost limit: Int) -> String {
        let text = text(field, value, atMost: limit)
        if text == nil { fault(field, "is missing") }
        return text ?? ""
    }

    /// A code of a rule pack's or a list's: letters only, a small one first, at most 40. It is told unsealed, so there is
    /// no room in it for a telephone number.
    public mutating func code(_ field: String, _ value: String?) -> String {
        guard let value = value?.nilIfBlank else {
            fault(field, "is missing")
            return ""
        }
        let bytes = value.utf8
        let isCode =
            bytes.count <= 40 && bytes.first.map { (0x61...0x7A).contains($0) } ?? false
            && bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) }
        if !isCode { fault(field, "must be a code of at most 40 letters, the first a small one") }
        return value
    }
}
