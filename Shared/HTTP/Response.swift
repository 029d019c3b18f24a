import FoundationEssentials

/// An answer. `Content-Length`, `Date` and `Connection` are the server's.
public struct Response: Sendable {
    public var status: Int
    public var headers: Headers
    public var body: [UInt8]
    /// The pattern of the route that answered, for metrics and access lines; set by the router.
    public internal(set) var route: String?

    public init(status: Int = 200, headers: Headers = Headers(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// JSON that is encoded already.
    public static func json(_ bytes: [UInt8], status: Int = 200) -> Response {
        Response(status: status, headers: ["Content-Type": "application/json"], body: bytes)
    }

    /// Encodes with camelCase keys, as declared. A value that `JSONEncoder` refuses (NaN) throws.
    public static func json(_ value: some Encodable, status: Int = 200) throws -> Response {
        json([UInt8](try encoder.encode(value)), status: status)
    }

    public static func text(_ text: String, status: Int = 200) -> Response {
        Response(status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array(text.utf8))
    }

    public static func html(_ html: String, status: Int = 200) -> Response {
        Response(status: status, headers: ["Content-Type": "text/html; charset=utf-8"], body: Array(html.utf8))
    }

    public static let noContent = Response(status: 204)

    /// 303: fetch `location` by GET. What a form's handler answers with.
    public static func seeOther(_ location: String) -> Response {
        Response(status: 303, headers: ["Location": location])
    }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return encoder
    }()
}
