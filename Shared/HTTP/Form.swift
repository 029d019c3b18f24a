/// `application/x-www-form-urlencoded`, as in queries and in posted forms (WHATWG URL, section 5).
enum Form {
    /// Each name once; one that comes twice is refused, since two readers could take different values.
    static func single(_ bytes: UnsafeBufferPointer<UInt8>) throws(Problem) -> [String: String] {
        var fields: [String: String] = [:]
        for (name, value) in try pairs(bytes, in: "query") {
            guard fields.updateValue(value, forKey: name) == nil else {
                throw Problem.invalid(name, "is given more than once")
            }
        }
        return fields
    }

    /// Every pair in order.
    ///
    /// - Parameter whole: what is named where a pair's own name cannot be read: `body` or `query`.
    static func pairs(_ bytes: UnsafeBufferPointer<UInt8>, in whole: String) throws(Problem) -> [(String, String)] {
        var pairs: [(String, String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let middle = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try text(pair[..<middle], of: whole)
            pairs.append((name, middle == pair.endIndex ? "" : try text(pair[(middle + 1)...], of: name)))
        }
        return pairs
    }

    private static func text(
        _ part: Slice<UnsafeBufferPointer<UInt8>>, of field: String
    ) throws(Problem) -> String {
        let part = UnsafeBufferPointer(rebasing: part)
        guard part.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let decoded = PercentCoding.decode(part, plusIsSpace: true), !decoded.contains(0)
        else {
            throw Problem(
                400, "A form or query is not encoded correctly", errors: [.init(field, "must be percent-encoded")])
        }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw Problem(400, "A form or query is not UTF-8", errors: [.init(field, "must be UTF-8")])
        }
        return text
    }
}
