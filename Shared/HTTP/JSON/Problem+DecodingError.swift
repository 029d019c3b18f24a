import FoundationEssentials

extension Problem {
    /// Names the field and says what is wrong with it, never its value. For items of a list that are refused one by one.
    public init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self = .invalid(Self.path(context.codingPath + [key]), "is missing")
        case .valueNotFound(let type, let context):
            self = Self.at(context, "must not be null; \(Self.expectation(of: type))")
        case .typeMismatch(let type, let context):
            self = Self.at(context, Self.expectation(of: type))
        case .dataCorrupted(let context):
            self = Self.corrupted(context)
        @unknown default:
            self = .body("was refused", "The body was refused")
        }
    }

    private static func at(_ context: DecodingError.Context, _ reason: String) -> Problem {
        context.codingPath.isEmpty
            ? .body(reason, "The body was refused", detail: "The document \(reason).")
            : .invalid(path(context.codingPath), reason)
    }

    private static func corrupted(_ context: DecodingError.Context) -> Problem {
        // The standard library quotes the value in these two; what our own types say does not.
        let said = context.debugDescription
        let quotes = said.hasPrefix("Cannot initialize") || said.contains("number") || said.contains("Number")
        return at(context, quotes || said.isEmpty ? "has a value that is not allowed" : said)
    }

    private static func expectation(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "must be text"
        case is Bool.Type: "must be true or false"
        case is any FixedWidthInteger.Type: "must be a whole number"
        case is any BinaryFloatingPoint.Type, is Decimal.Type: "must be a number"
        case is [Any].Type: "must be a list"
        case is [String: Any].Type: "must be an object"
        default: "has the wrong type"
        }
    }

    /// `items[3].category`
    static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }
}
