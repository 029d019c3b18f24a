import FoundationEssentials

extension Request {
    /// For what needs nothing to be said: no body, or a JSON object, whatever is in it.
    ///
    /// Throws a ``Problem`` as ``decode(_:)`` does for anything else.
    public func checkNothingElse() throws(Problem) {
        if !body.isEmpty { _ = try decode(AnyMembers.self) }
    }

    private struct AnyMembers: Decodable {
        private enum NoKey: CodingKey {}

        init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: NoKey.self) }
    }

    /// The JSON body as `type`. Unknown fields are ignored.
    ///
    /// Throws a ``Problem``: 415 for another content type or a compressed body; 400 for broken UTF-8 and malformed JSON
    /// (with the place) and nesting deeper than 64, which name `body`; for a name that comes twice in one object, and a
    /// field that is missing or has a wrong value, named by its path (`items[3].category`).
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(Problem) -> Value {
        try checkContentType("application/json", structured: "+json")
        guard !body.isEmpty else {
            throw .body("is missing", "The body is empty", detail: "A JSON document is expected.")
        }
        try JSONCheck.check(body)
        do {
            return try Self.decoder.decode(type, from: Data(body))
        } catch let error as DecodingError {
            guard Self.isWithoutPath(error) else { throw Problem(error) }
            throw NumberFault.problem(in: body) { other in
                do {
                    _ = try Self.decoder.decode(type, from: Data(other))
                    return false
                } catch {
                    return (error as? DecodingError).map(Self.isWithoutPath) ?? false
                }
            }
        } catch let error as Problem {
            throw error
        } catch let error as any ProblemConvertible {
            throw error.problem
        } catch {
            // A type's own `init(from:)` refused; what it threw may quote the value.
            throw .body(
                "has a value that is not allowed", "The body was refused",
                detail: "It does not describe a valid \(type).")
        }
    }

    /// A posted form; each name once. Throws 415 and 400 as `decode` does.
    public func form() throws(Problem) -> [String: String] {
        let pairs = try formPairs()
        var fields: [String: String] = [:]
        for (name, value) in pairs {
            guard fields.updateValue(value, forKey: name) == nil else {
                throw Problem.invalid(name, "is given more than once")
            }
        }
        return fields
    }

    /// A posted form with every pair in order, for fields that may come several times.
    public func formPairs() throws(Problem) -> [(name: String, value: String)] {
        try checkContentType("application/x-www-form-urlencoded", structured: nil)
        let parsed: Result<[(name: String, value: String)], Problem> = body.withUnsafeBufferPointer { bytes in
            do throws(Problem) {
                return .success(try Form.pairs(bytes, in: "body").map { (name: $0.0, value: $0.1) })
            } catch {
                return .failure(error)
            }
        }
        return try parsed.get()
    }

    private func checkContentType(_ wanted: String, structured suffix: String?) throws(Problem) {
        if let coding = headers["Content-Encoding"], coding.lowercased() != "identity" {
            throw Problem(415, detail: "A body with a content coding is not taken.")
        }
        guard let type = headers["Content-Type"] else {
            throw Problem(415, detail: "The content type must be \(wanted); none was given.")
        }
        if type == wanted { return }
        let parts = type.lowercased().split(separator: ";").map { $0.trimming(" \t") }
        let essence = parts.first ?? ""
        guard essence == wanted || (suffix.map(essence.hasSuffix) ?? false) else {
            throw Problem(415, detail: "The content type must be \(wanted).")
        }
        for parameter in parts.dropFirst() where parameter.hasPrefix("charset=") {
            guard ["utf-8", "\"utf-8\"", "utf8"].contains(parameter.dropFirst("charset=".count)) else {
                throw Problem(415, detail: "The charset must be UTF-8.")
            }
        }
    }

    /// The body was read before, so the text is sound: what is left is a number that does not fit.
    private static func isWithoutPath(_ error: DecodingError) -> Bool {
        guard case .dataCorrupted(let context) = error else { return false }
        return context.codingPath.isEmpty && context.debugDescription.contains("not valid JSON")
    }

    private static let decoder = JSONDecoder()
}
