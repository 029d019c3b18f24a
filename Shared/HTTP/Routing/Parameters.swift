/// The values of a pattern's parameters (`:district`) in one request, decoded.
public struct Parameters: Sendable {
    var values: [(name: String, value: String)] = []

    public subscript(name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    /// The value of a parameter that the route's pattern names; a route that asks for another is wrong and answers 500.
    public func require(_ name: String) throws -> String {
        guard let value = self[name] else { throw UnknownParameter(name: name) }
        return value
    }
}

struct UnknownParameter: Error {
    let name: String
}
