import Foundation
import HTTP

/// An answer with its JSON taken apart.
public struct Answer: Sendable, CustomStringConvertible {
    public let status: Int
    public let headers: Headers
    public let body: String

    public init(_ response: Response) {
        status = response.status
        headers = response.headers
        body = String(decoding: response.body, as: UTF8.self)
    }

    public var description: String { "\(status) \(body)" }

    /// Empty for a body that is no object.
    public var object: [String: Any] {
        ((try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any]) ?? [:]
    }

    public subscript(name: String) -> String { object[name] as? String ?? "" }

    public func list(_ name: String) -> [String] { object[name] as? [String] ?? [] }

    public func objects(_ name: String) -> [[String: Any]] { object[name] as? [[String: Any]] ?? [] }

    /// The same JSON, in whatever order its names come.
    public func isSame(as other: Answer) -> Bool {
        status == other.status && NSDictionary(dictionary: object) == NSDictionary(dictionary: other.object)
    }

    /// The fields that a problem names.
    public var faults: [String] { objects("errors").compactMap { $0["field"] as? String } }
}

/// A test cannot go on with this answer.
public struct Unexpected: Error {
    public let answer: Answer

    public init(_ answer: Answer) { self.answer = answer }
}
